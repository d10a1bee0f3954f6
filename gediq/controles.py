"""Data checks of the shared models. The same list gives « À faire », the admin filters and a command."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .courriels.suites import late_courriels, unsettled_courriels
from .domain.chiffres import differing_figures
from .domain.equipe import last_administrators
from .models import ChiffreAnnonce, Courriel, Identite, Organisme, Page, Publication, Theme, Utilisateur
from .registre import Controle


def empty(name):
    """Condition « this text is empty »: translated columns may hold NULL."""
    return Q(**{f"{name}__isnull": True}) | Q(**{name: ""})


def without_english(model, *names):
    """Rows of `model` where one of these texts is filled in French and empty in English."""
    untranslated = Q()
    for name in names:
        untranslated |= ~empty(f"{name}_fr") & empty(f"{name}_en")
    return model.objects.filter(untranslated)


def drafts(model):
    return model.objects.filter(publication=Publication.BROUILLON)


CONTROLES = [
    Controle(
        "chiffre-different",
        _("Chiffres annoncés qui diffèrent du calcul"),
        ChiffreAnnonce,
        differing_figures,
    ),
    Controle(
        "identite-sans-courriel",
        _("Identité du site sans courriel"),
        Identite,
        lambda: Identite.objects.filter(courriel=""),
    ),
    Controle(
        "identite-sans-responsable",
        _("Identité du site sans responsable des renseignements personnels, ou sans son courriel"),
        Identite,
        lambda: Identite.objects.filter(
            empty("responsable_renseignements_fr") | Q(courriel_renseignements="")
        ),
    ),
    Controle("page-brouillon", _("Pages en brouillon"), Page, lambda: drafts(Page)),
    Controle("page-sans-texte", _("Pages sans texte"), Page, lambda: Page.objects.filter(empty("texte_fr"))),
    Controle(
        "page-sans-anglais",
        _("Pages sans titre ou sans texte anglais"),
        Page,
        lambda: without_english(Page, "titre", "texte"),
    ),
    Controle(
        "theme-sans-anglais", _("Thèmes sans nom anglais"), Theme, lambda: without_english(Theme, "nom")
    ),
    Controle(
        "organisme-sans-nom",
        _("Organismes sans nom"),
        Organisme,
        lambda: Organisme.objects.filter(noms__isnull=True),
    ),
    Controle(
        "administration-seule",
        _("Un seul compte d’administration\xa0: s’il se perd, personne n’ouvre plus de compte"),
        Utilisateur,
        last_administrators,
    ),
    Controle(
        "courriel-non-arrive",
        _("Courriels refusés, revenus ou incertains depuis 30\xa0jours, et pas renvoyés"),
        Courriel,
        unsettled_courriels,
    ),
    Controle(
        "courriel-en-attente",
        _("Courriels qui attendent depuis plus d’une heure\xa0: l’envoi est-il en marche?"),
        Courriel,
        late_courriels,
    ),
]
