"""The public addresses of the site, by name: a new one is entered here before any test accepts it."""

from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

from gediq.models import Page
from municipalites.models import Entente, Municipalite
from tests.factories.fichiers import pdf_bytes
from tests.factories.gediq import create_page
from tests.factories.tout import create_everything

LANGUES = ["fr", "en"]
HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
ICS = "text/calendar; charset=utf-8"
PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"

# Name → what the address is made of, and the type of its answer (200).
PUBLIC = {
    "accueil": ([], HTML),
    "recherche": ([], HTML),
    "theme-detail": (["theme.slug"], HTML),
    "page-detail": (["page.slug"], HTML),
    "programmation:seance-liste": ([], HTML),
    "programmation:seance-calendrier": ([], HTML),
    "programmation:seance-detail": (["seance.code"], HTML),
    "programmation:brochure-detail": ([], HTML),
    "programmation:referentiel-liste": ([], HTML),
    "programmation:referentiel-detail": (["referentiel.numero"], HTML),
    "programmation:document-detail": (["document.pk"], HTML),
    "programmation:edition-detail": (["document.pk", "1"], HTML),
    "programmation:seance-export-ics": ([], ICS),
    "programmation:seance-detail-ics": (["seance.code"], ICS),
    "programmation:seance-export-atom": ([], "application/atom+xml; charset=utf-8"),
    "programmation:seance-export-json": ([], "application/json"),
    "programmation:seance-export-csv": ([], "text/csv; charset=utf-8"),
    "programmation:referentiel-export": (["referentiel.numero", "txt"], TEXT),
    "programmation:brochure-export-pdf": ([], PDF),
    "municipalites:municipalite-liste": ([], HTML),
    "municipalites:municipalite-export-csv": ([], CSV),
    "municipalites:municipalite-export-json": ([], JSON),
    "municipalites:comparaison-detail": ([], HTML),
    "municipalites:comparaison-export-csv": ([], CSV),
    "municipalites:municipalite-detail": (["municipalite.adresse"], HTML),
    "municipalites:municipalite-chiffres-export": (["municipalite.adresse"], CSV),
    "municipalites:entente-fichier": (["entente.pk"], PDF),
    "municipalites:couverture-detail": ([], HTML),
    "municipalites:couverture-export": ([], "text/csv; charset=utf-8"),
    "donnees-liste": ([], HTML),
    "donnees-export-csv": (["seances"], CSV),
    "donnees-export-json": (["seances"], JSON),
    "donnees-export-schema": (["seances"], JSON),
    "parution-export-csv": (["seances", "2020-06-05"], CSV),
    "parution-export-json": (["seances", "2020-06-05"], JSON),
    "programmation:document-fichier": (["document.pk"], PDF),
    "programmation:edition-fichier": (["document.pk", "1"], PDF),
}
PAGES = [name for name, (_arguments, kind) in PUBLIC.items() if kind == HTML]
FILES = ["programmation:document-fichier", "programmation:edition-fichier", "municipalites:entente-fichier"]
# What is there never changes: nobody has to ask again.
FOR_GOOD = ["parution-export-csv", "parution-export-json"]
# Addresses without a language: status, and whether the answer may depend on who asks.
OTHERS = {
    "racine": (302, False),
    "robots": (200, False),
    "sitemap": (200, False),
    "sante": (200, False),
    "sante-pret": (200, False),
    "compte": (302, True),
    "connexion": (200, True),
    "account_login": (200, True),
    "connexion-code": (302, True),
    "connexion-code-renvoyer": (405, True),
    "mfa_login_webauthn": (302, True),
    "mfa_authenticate": (302, True),
    "mfa_trust": (302, True),
    "deconnexion": (405, True),
    "mot-de-passe": (302, True),
    "compte-fermer-sessions": (405, True),
    "compte-oublier-appareil": (405, True),
    "account_reauthenticate": (302, True),
    "mfa_reauthenticate": (302, True),
    "mfa_reauthenticate_webauthn": (302, True),
    "mfa_index": (302, True),
    "mfa_activate_totp": (302, True),
    "mfa_deactivate_totp": (302, True),
    "mfa_add_webauthn": (302, True),
    "mfa_remove_webauthn": (302, True),
    "mfa_view_recovery_codes": (302, True),
    "mfa_generate_recovery_codes": (302, True),
    "municipalites:releve-creer": (410, True),
    "municipalites:espace-detail": (302, True),
    "municipalites:espace-profil": (302, True),
    "municipalites:invitation-redemander": (200, True),
    "municipalites:invitation-accepter": (404, True),
    "municipalites:espace-municipalite": (302, True),
    "municipalites:espace-inviter": (302, True),
    "municipalites:espace-quitter": (302, True),
    "municipalites:acces-modifier": (302, True),
    "municipalites:acces-revoquer": (302, True),
    "municipalites:invitation-relancer": (405, True),
    "municipalites:invitation-lien": (302, True),
    "municipalites:invitation-revoquer": (302, True),
}
# What some of them are made of.
OTHER_ARGUMENTS = {
    "mfa_remove_webauthn": [1],
    "municipalites:releve-creer": ["inconnu"],
    "municipalites:invitation-accepter": ["inconnu"],
    "municipalites:espace-municipalite": ["99999"],
    "municipalites:espace-inviter": ["99999"],
    "municipalites:espace-quitter": ["99999"],
    "municipalites:acces-modifier": ["99999", 1],
    "municipalites:acces-revoquer": ["99999", 1],
    "municipalites:invitation-relancer": ["99999", 1],
    "municipalites:invitation-lien": ["99999", 1],
    "municipalites:invitation-revoquer": ["99999", 1],
}


def create_site(count=1, **texts):
    """Rows for every public address: what `public_path` takes."""
    create_page(slug="a-propos", **texts)
    _programme, seance, referentiel, document = create_everything(count, **texts)
    entente = Entente.objects.earliest("pk")
    entente.fichier.save("essai.pdf", ContentFile(pdf_bytes()))
    return {
        "seance": seance,
        "referentiel": referentiel,
        "document": document,
        "entente": entente,
        "municipalite": Municipalite.objects.filter(ententes=entente).earliest("pk"),
        "theme": seance.themes.first(),
        "page": Page.objects.first(),
    }


def public_path(name, langue, rows):
    arguments, _kind = PUBLIC[name]
    with translation.override(langue):
        return reverse(name, args=[_value(argument, rows) for argument in arguments])


def _value(argument, rows):
    row, _dot, field = argument.partition(".")
    return getattr(rows[row], field) if field else row


def names_of_the_site():
    """Name of every address but the back office's."""
    return _names(get_resolver().url_patterns)


def _names(entries, prefix=""):
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        elif entry.namespace != "admin":
            yield from _names(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else prefix)
