"""One record of each kind that has pages in the back office, and the addresses of those pages."""

from django.contrib import admin
from django.urls import reverse

from gediq.admin.base import EditableAdmin
from gediq.models import Identite, LienApercu, NomOrganisme, Organisme
from tests.factories.gediq import create_page, create_theme


def edited_admins():
    """Admins of edited records, with a name for the test."""
    return [
        model_admin for model_admin in admin.site._registry.values() if isinstance(model_admin, EditableAdmin)
    ]


def create_records():
    """A published page, a theme with a fault of typography, an organisation with two names, an identity."""
    organisme = Organisme.objects.create(code="ministere", logo_texte_fr="Logo du ministère")
    for nom in ("Ministère de l’Immigration", "Ministère de la Diversité"):
        NomOrganisme.objects.create(organisme=organisme, nom_fr=nom)
    page = create_page(texte_fr="<h2>Mission</h2><p>Texte</p>", texte_en="")
    LienApercu.objects.create(objet="gediq.page", objet_id=str(page.pk))
    Identite.objects.get_or_create(pk=1)
    return [organisme, page, create_theme(description_fr="À 9h30 !")]


def address(obj, name):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{name}", args=[obj.pk])


def addresses(obj):
    """Every kind of page that a record has."""
    names = ["change", "history", "typographie"]
    # What is public is withdrawn, never deleted.
    names.append("apercu" if hasattr(obj, "publication") else "delete")
    lists = [
        f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{name}"
        for name in ("changelist", "add", "supprimees")
    ]
    return [address(obj, name) for name in names] + [reverse(name) for name in lists]
