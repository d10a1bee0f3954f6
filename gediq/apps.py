"""The shared app: what every other stands on."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class GediqConfig(AppConfig):
    name = "gediq"
    verbose_name = _("Site et organisation")

    def ready(self):
        from .domain.edition import register_history  # app ready
        from .models import Editable  # app ready

        register_history(model for model in apps.get_models() if issubclass(model, Editable))
