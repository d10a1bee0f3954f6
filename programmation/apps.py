"""The programme: cycles, sessions, référentiels, documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammationConfig(AppConfig):
    name = "programmation"
    verbose_name = _("Programmation")

    def ready(self):
        from gediq import registre  # app ready
        from gediq.recherche import index  # app ready

        from . import plans  # app ready
        from .domain import (  # app ready
            chiffres,
            contenus,
            controles,
            ensembles,
            jeux,
            recherche,
            source,
            volume,
        )

        registre.chargements.append(registre.Chargement(30, "Programmation", source.load_programme))
        registre.volumes.append(registre.Volume(20, "seances", "nombre de séances", 200, volume.load_volume))
        registre.controles += controles.CONTROLES
        registre.contenus += contenus.CONTENUS
        registre.ensembles += ensembles.ENSEMBLES
        registre.calculs |= chiffres.CALCULS
        registre.parts |= chiffres.PARTS
        registre.jeux += jeux.JEUX
        registre.plans |= plans.PLANS
        for entry in recherche.SOURCES:
            index.register(entry)
