"""One row of a list of municipalities, read for itself: no look at what the database holds yet."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from gediq.recherche.normaliseur import fold

from ...models import Nature
from ...models.chiffres import DERNIERE_ANNEE, PREMIERE_ANNEE
from .codes import read_code
from .entetes import clean_entete, synonym_finder
from .nombres import Nombre, find_motif, read_nombre
from .noms import name_key

SYNONYMES = {
    "code": (
        "code géographique",
        "code municipal",
        "code de la municipalité",
        "code municipalité",
        "code mamh",
        "code sdr",
        "no municipalité",
        "geo code",
        "geocode",
        "mcode",
        "dguid",
        "idugd",
    ),
    "nom": (
        "municipalité",
        "nom de la municipalité",
        "nom municipalité",
        "nom officiel",
        "nom géographique",
        "ville",
        "munnom",
        "name",
        "municipality",
        "geo name",
    ),
    "nature": ("désignation", "type", "statut municipal", "mdes"),
    "region": ("région administrative", "nom de la région", "région", "regadm", "administrative region"),
    "mrc": (
        "mrc ou équivalent",
        "nom de la mrc",
        "municipalité régionale de comté",
        "mrc ou territoire équivalent",
    ),
    "latitude": ("lat",),
    "longitude": ("lon", "long", "lng"),
    "site_web": ("site internet", "site", "adresse web", "url", "web", "mweb", "website", "page web"),
}
INDICATEURS = {
    "pop": ("population", "pop", "population totale", "nombre d’habitants", "habitants"),
    "imm": (
        "imm",
        "immigrants",
        "personnes immigrantes",
        "population immigrante",
        "nombre d’immigrants",
        "nombre de personnes immigrantes",
    ),
}
ANNEE = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
# The short forms of the official register and of the census.
SIGLES = {
    "v": Nature.VILLE,
    "m": Nature.MUNICIPALITE,
    "me": Nature.MUNICIPALITE,
    "p": Nature.PAROISSE,
    "pe": Nature.PAROISSE,
    "vl": Nature.VILLAGE,
    "ct": Nature.CANTON,
    "cu": Nature.CANTONS_UNIS,
    "vn": Nature.VILLAGE_NORDIQUE,
    "vc": Nature.VILLAGE_CRI,
    "vk": Nature.VILLAGE_NASKAPI,
    "gr": Nature.GOUVERNEMENT_REGIONAL,
}
find_attribut = synonym_finder(SYNONYMES)
find_indicateur = synonym_finder(INDICATEURS)
PRECISION = Decimal("0.00001")
validate_url = URLValidator(schemes=["http", "https"])


def find_colonne(texte):
    """« nom », or ("pop", 2016) for « Population en 2016 »; None for what nobody knows."""
    text = str(texte)[:300]
    years = ANNEE.findall(text)
    if len(years) != 1:
        return find_attribut(text)
    indicateur, annee = find_indicateur(ANNEE.sub(" ", text)), int(years[0])
    return (indicateur, annee) if indicateur and PREMIERE_ANNEE <= annee <= DERNIERE_ANNEE else None


@dataclass
class Fiche:
    """What a row says, cell by cell; a cell that says nothing is not in `attributs`."""

    code: str
    attributs: dict = field(default_factory=dict)
    chiffres: dict[tuple, Nombre] = field(default_factory=dict)
    erreurs: list[str] = field(default_factory=list)
    avertissements: list[str] = field(default_factory=list)
    textes: dict = field(default_factory=dict)

    @property
    def contenu(self):
        """Equal for two rows that say the same thing, whatever the spelling of the name."""
        names = {cle: name_key(self.attributs.get(cle, "")) for cle in ("nom", "region", "mrc")}
        return self.code, {**self.attributs, **names}, self.chiffres, sorted(self.erreurs)


def read_fiche(rangee, titres):
    """The `Fiche` of a row; `titres` names the columns in its errors. A bad code raises ValidationError."""
    code = read_code(rangee["code"])
    warnings = [code.avertissement] if code.avertissement else []
    fiche = Fiche(code.code, avertissements=warnings, textes=rangee.valeurs)
    for cle, texte in rangee.valeurs.items():
        try:
            _read_cell(fiche, cle, texte)
        except ValidationError as error:
            # Without its address a city is still the right one; a wrong figure or nature is another matter.
            said = fiche.avertissements if cle == "site_web" else fiche.erreurs
            said += [
                _("%(colonne)s\xa0: %(motif)s") % {"colonne": titres[cle], "motif": message}
                for message in error.messages
            ]
    return fiche


def _read_cell(fiche, cle, texte):
    if isinstance(cle, tuple):
        fiche.chiffres[cle] = read_nombre(texte)
    elif cle == "nom" or (cle != "code" and find_motif(texte) is None):
        value = LECTEURS[cle](texte)
        if value not in ("", None):
            fiche.attributs[cle] = value


def _read_text(texte):
    return " ".join(texte.split())


def read_nature(texte):
    """« Ville », « V », « Municipalité de paroisse »."""
    words = clean_entete(texte).removeprefix("municipalite ") or "municipalite"
    labels = {clean_entete(nature.label): nature for nature in Nature}
    nature = labels.get(words) or SIGLES.get(fold(texte.strip()).replace(".", ""))
    if nature is None:
        sentence = _("«\xa0%(texte)s\xa0» n’est pas une désignation connue.")
        raise ValidationError(sentence % {"texte": texte[:60]}, code="nature")
    return nature


def read_degres(texte):
    """Five decimals are a metre: the rest of a long number says nothing."""
    value = read_nombre(texte, decimales=15, negatif=True).valeur
    return None if value is None else value.quantize(PRECISION)


def read_url(texte):
    """An address without « http:// », as the official register has them, is given one."""
    text = texte if "://" in texte else f"http://{texte}"
    try:
        validate_url(text)
    except ValidationError as error:
        sentence = _("«\xa0%(texte)s\xa0» n’est pas une adresse web.")
        raise ValidationError(sentence % {"texte": texte[:60]}, code="url") from error
    return text


LECTEURS = {
    "nom": _read_text,
    "region": _read_text,
    "mrc": _read_text,
    "nature": read_nature,
    "latitude": read_degres,
    "longitude": read_degres,
    "site_web": read_url,
}
