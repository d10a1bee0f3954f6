"""Municipalities: territories first, and what is known of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalitesConfig(AppConfig):
    name = "municipalites"
    verbose_name = _("Municipalités")

    def ready(self):
        from gediq import registre  # app ready
        from gediq.recherche import index  # app ready

        from . import plans  # app ready
        from .domain import (  # app ready
            avertissements,
            contenus,
            controles,
            controles_acces,
            controles_contacts,
            demonstration,
            effacement,
            ensembles,
            jeux,
            liens_invitation,
            notes,
            recherche,
            releve,
            remplacement,
            source,
            volume,
        )
        from .domain.importation import oubli  # app ready

        registre.chargements.append(registre.Chargement(10, "Villes hôtes", source.load_villes))
        registre.demonstrations.append(
            registre.Demonstration(
                10, "Municipalités inventées", demonstration.load_demo, demonstration.remove_demo
            )
        )
        registre.volumes.append(
            registre.Volume(10, "municipalites", "nombre de municipalités", 50, volume.load_volume)
        )
        registre.controles += controles.CONTROLES
        registre.controles += controles_acces.CONTROLES
        registre.controles += controles_contacts.CONTROLES
        registre.controles += releve.CONTROLES
        registre.transferts += remplacement.TRANSFERTS
        registre.effacements.append(effacement.EFFACEMENT)
        registre.files_attente.append(notes.FILE_ATTENTE)
        registre.oublis.append(oubli.forget_old_files)
        registre.courriels |= liens_invitation.COURRIELS
        registre.avertissements.append(avertissements.warn_departed)
        registre.jeux += jeux.JEUX
        registre.contenus += contenus.CONTENUS
        registre.plans |= plans.PLANS
        registre.ensembles += ensembles.ENSEMBLES
        registre.calculs |= ensembles.CALCULS
        for entry in recherche.SOURCES:
            index.register(entry)
