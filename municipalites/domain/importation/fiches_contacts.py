"""One row of a list of contacts, read for itself: no look at what the database holds yet."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gediq.recherche.normaliseur import WORD, fold

from .coordonnees import clean_cell, read_courriel, read_telephone
from .entetes import synonym_finder

SYNONYMES = {
    "code": (
        "code géographique",
        "code municipal",
        "code de la municipalité",
        "code municipalité",
        "code mamh",
    ),
    "territoire": (
        *("municipalité", "nom de la municipalité", "ville", "nom de la ville", "territoire", "localité"),
        *(
            "municipalité ou mrc",
            "ville ou mrc",
            "mrc ou municipalité",
            "mrc ou ville",
            "municipality",
            "city",
        ),
    ),
    "mrc": ("nom de la mrc", "municipalité régionale de comté"),
    "region": ("région", "région administrative", "region"),
    "organisme": ("organisation", "organization", "partenaire", "ministère"),
    "nom": (
        *("nom de famille", "nom complet", "nom et prénom", "prénom et nom", "nom prénom", "prénom nom"),
        *("nom du contact", "contact", "personne", "personne contact", "personne ressource", "répondant"),
        *("répondante", "interlocuteur", "responsable", "name", "full name", "last name", "surname"),
    ),
    "prenom": ("prénom", "first name", "given name"),
    "fonction": ("titre", "titre du poste", "rôle", "emploi", "job title", "title", "position", "function"),
    "courriel": (
        *("adresse courriel", "adresse de courriel", "adresse électronique", "courrier électronique"),
        *("courriel professionnel", "email", "e-mail", "mail", "email address"),
    ),
    "telephone": (
        *("tél", "tel", "no de téléphone", "numéro de téléphone", "téléphone bureau", "téléphone travail"),
        *("téléphone professionnel", "numéro", "phone", "telephone number", "phone number"),
    ),
    # A job or an extension: the cell says which.
    "poste": (),
    "extension": ("no de poste", "poste téléphonique", "ext"),
    "langue": ("langue de correspondance", "langue préférée", "language"),
    "themes": ("thèmes", "thème", "thèmes suivis", "intérêts", "champs d’intérêt", "sujets", "topics"),
    "verifie_le": ("vérifié", "date de vérification", "dernière vérification", "validé le", "mis à jour le"),
    "parti_le": ("parti", "date de départ", "départ", "left on"),
}
LANGUES = {
    **dict.fromkeys(("fr", "f", "francais", "francaise", "francophone", "french"), "fr"),
    **dict.fromkeys(("en", "a", "anglais", "anglaise", "anglophone", "english"), "en"),
}
OUI = {"oui", "x", "vrai", "yes", "parti", "partie"}
NON = {"non", "no", "faux"}
JOUR = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
LONGUEURS = {"nom": 150, "fonction": 150}
ENTRE_THEMES = re.compile(r"[;|,/\n]+")
_find = synonym_finder(SYNONYMES)


def find_colonne(texte):
    return "courriel" if str(texte).strip() == "@" else _find(texte)


@dataclass
class FicheContact:
    """What a row says, cell by cell; an empty cell is not in `attributs`. `erreurs`: (reason, sentence)."""

    attributs: dict = field(default_factory=dict)
    erreurs: list[tuple] = field(default_factory=list)
    avertissements: list[str] = field(default_factory=list)
    textes: dict = field(default_factory=dict)

    def get(self, cle):
        return self.attributs.get(cle, "")

    @property
    def cle_nom(self):
        return name_key(self.get("nom"))


def name_key(nom):
    """« Tremblay, Marie » and « MARIE TREMBLAY » are one person of one place."""
    return tuple(sorted(WORD.findall(fold(nom))))


def read_fiche(rangee, titres):
    """The `FicheContact` of a row; `titres` names the columns in its errors."""
    fiche = FicheContact(textes=dict(rangee.valeurs))
    for cle, texte in rangee.valeurs.items():
        if not (text := clean_cell(texte)):
            continue
        try:
            _read_cell(fiche, cle, text, rangee)
        except ValidationError as error:
            sentence = _("%(colonne)s\xa0: %(motif)s") % {
                "colonne": titres[cle],
                "motif": " ".join(error.messages),
            }
            fiche.erreurs.append((error.code, sentence))
    _join_name(fiche)
    if not any(fiche.get(cle) for cle in ("nom", "courriel", "telephone")) and not fiche.erreurs:
        fiche.erreurs.append(("incomplet", _("Il faut au moins un nom, un courriel ou un téléphone.")))
    return fiche


def _read_cell(fiche, cle, text, rangee):
    reader = LECTEURS.get(cle)
    if reader:
        reader(fiche, cle, text, rangee)
    else:
        fiche.attributs[cle] = _read_text(cle, text)


def _read_courriel(fiche, cle, text, rangee):
    fiche.attributs[cle], warning = read_courriel(rangee[cle])
    fiche.avertissements += [warning] if warning else []


def _read_telephone(fiche, cle, text, rangee):
    extension = rangee["extension"] or (rangee["poste"] if rangee["poste"].isdecimal() else "")
    fiche.attributs[cle] = read_telephone(text, extension)


def _read_poste(fiche, cle, text, rangee):
    if not text.isdecimal():
        fiche.attributs.setdefault("fonction", _read_text("fonction", text))


def _read_themes(fiche, cle, text, rangee):
    fiche.attributs[cle] = [part.strip() for part in ENTRE_THEMES.split(rangee[cle]) if part.strip()]


def _read_text(cle, text):
    if len(text) > LONGUEURS.get(cle, 300):
        raise ValidationError(
            _("«\xa0%(texte)s…\xa0» est trop long.") % {"texte": text[:60]}, code="trop_long"
        )
    return text


def _read_langue(fiche, cle, text, rangee):
    if fold(text).startswith("biling"):
        fiche.avertissements.append(_("Bilingue\xa0: la langue de nos courriels reste à choisir."))
    elif fold(text) in LANGUES:
        fiche.attributs[cle] = LANGUES[fold(text)]
    else:
        raise ValidationError(
            _("«\xa0%(texte)s\xa0» n’est pas une langue connue.") % {"texte": text[:60]}, code="langue"
        )


def _read_day(fiche, cle, text, rangee):
    if cle == "parti_le" and fold(text) in OUI:
        fiche.attributs[cle] = timezone.localdate()
        fiche.avertissements.append(_("Départ sans date\xa0: inscrit en date d’aujourd’hui."))
    elif fold(text) not in NON:
        fiche.attributs[cle] = read_day(text)


def read_day(text):
    """« 2026-01-05 », « 05/01/2026 »: the day before the month, as in French."""
    found = JOUR.fullmatch(text)
    iso = f"{found[3]}-{found[2]:>02}-{found[1]:>02}" if found else text[:10]
    try:
        day = date.fromisoformat(iso)
    except ValueError as error:
        raise ValidationError(
            _("«\xa0%(texte)s\xa0» n’est pas une date\xa0: écrivez 2026-01-05.") % {"texte": text[:60]},
            code="date",
        ) from error
    if day > timezone.localdate():
        raise ValidationError(_("«\xa0%(texte)s\xa0» est à venir.") % {"texte": text[:60]}, code="date")
    return day


def _join_name(fiche):
    parts = [fiche.attributs.pop("prenom", ""), fiche.get("nom")]
    nom = " ".join(filter(None, parts))
    if len(nom) > LONGUEURS["nom"]:
        fiche.erreurs.append(("trop_long", _("Le nom est trop long.")))
    elif nom:
        fiche.attributs["nom"] = nom


LECTEURS = {
    "courriel": _read_courriel,
    "telephone": _read_telephone,
    "poste": _read_poste,
    "extension": lambda *cell: None,
    "themes": _read_themes,
    "langue": _read_langue,
    "verifie_le": _read_day,
    "parti_le": _read_day,
}
