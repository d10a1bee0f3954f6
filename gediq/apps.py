"""The shared app: what every other stands on."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def apply_groups_after_migration(sender, **kwargs):
    from .domain.groupes import apply_groups  # app ready

    apply_groups(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


class GediqConfig(AppConfig):
    name = "gediq"
    verbose_name = _("Site et organisation")

    def ready(self):
        from . import controles, plans, registre  # app ready
        from .comptes import signaux  # app ready
        from .courriels import modeles  # app ready
        from .domain import codes, connexion, effacement_comptes, source  # app ready
        from .domain.edition import register_history  # app ready
        from .models import Editable  # app ready
        from .recherche import index, sources  # app ready

        register_history(model for model in apps.get_models() if issubclass(model, Editable))
        # Once, after the last app that has models: by then every permission exists.
        last_app = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(apply_groups_after_migration, sender=last_app, dispatch_uid="gediq.groupes")
        registre.chargements.append(registre.Chargement(20, "Textes du site", source.load_site))
        registre.controles += controles.CONTROLES
        signaux.connect()
        registre.courriels |= modeles.MODELES
        registre.effacements.append(effacement_comptes.EFFACEMENT)
        registre.plans |= plans.PLANS
        for modele in (codes.CODE_CONNEXION, connexion.ALERTE_COMPTE):
            registre.courriels[modele.code] = modele
        for entry in sources.SOURCES:
            index.register(entry)
