"""Statistics Canada's Census Profile, long CSV: read line by line, whatever its size."""

import csv
import re
from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gediq.recherche.normaliseur import fold

from ...models import Niveau, Unite
from .application import ValeurLue
from .caracteristiques import RECENSEMENTS, agrees, numbers_of
from .connu import place_key
from .entrees import Cellule, Entree
from .nombres import find_motif, read_nombre
from .noms import names_agree
from .rapport import Enregistrement
from .texte import LignesPhysiques

TETE = 1 << 16
BOM = b"\xef\xbb\xbf"
EXEMPLES = 10
PAS = 100_000
QUEBEC = "24"
# 2021: « 2021A000524 » then five digits. 2016: 24, 24 and two digits, 24 and five digits.
DGUID = re.compile(r"[0-9]{4}A000([235])24([0-9]*)")
NIVEAUX_DGUID = {"2": Niveau.PROVINCE, "3": Niveau.MRC, "5": Niveau.MUNICIPALITE}
NIVEAUX_CODE = {0: Niveau.PROVINCE, 2: Niveau.MRC, 5: Niveau.MUNICIPALITE}
PRUDENCE = "E"
LICENCE = {
    "producteur_fr": "Statistique Canada",
    "producteur_en": "Statistics Canada",
    "url": "https://www12.statcan.gc.ca/census-recensement/index-fra.cfm",
    "licence_fr": "Licence ouverte de Statistique Canada",
    "licence_en": "Statistics Canada Open Licence",
    "note_fr": "Chiffres arrondis au hasard à 5 ou à 10 : un total peut différer de la somme de ses parties.",
    "note_en": "Counts are randomly rounded to 5 or 10: a total may differ from the sum of its parts.",
}


@dataclass(frozen=True)
class Colonnes:
    """The rank of what is read in each line."""

    geo: int
    nom: int
    numero: int
    caracteristique: int
    valeur: int
    symbole: int | None = None
    taux: int | None = None


def open_profil(fichier, catalogue):
    """A `Profil` when the first line has its headings, in French or in English; else None."""
    fichier.seek(0)
    head = fichier.read(TETE)
    encodage = find_encodage(head)
    first = "".join(head.decode(encodage, errors="replace").splitlines()[:1])
    delimiteur = "\t" if "\t" in first else ","
    titles = next(csv.reader([first], delimiter=delimiteur), [])
    colonnes, has_census = find_colonnes([fold(title).strip() for title in titles])
    if not colonnes:
        return None
    return Profil(fichier, catalogue, colonnes, has_census, encodage, delimiteur)


def find_encodage(head):
    """UTF-8 in 2016, latin-1 in 2021; latin-1 reads anything, and only names have accents."""
    if head.startswith(BOM):
        return "utf-8-sig"
    try:
        # The last bytes may be half a letter.
        head[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "latin-1" if head.isascii() else "utf-8"


def find_colonnes(titles):
    """(Colonnes, rank of the year) of the 2021 layout, else of the one of 2016, else (None, None)."""
    layout_2021 = {
        "geo": _rank(titles, r"dguid|idugd"),
        "nom": _rank(titles, r"geo_name|nom_geo"),
        "numero": _rank(titles, r"characteristic_id|id_caracteristique"),
        "caracteristique": _rank(titles, r"characteristic_name|nom_caracteristique"),
        "valeur": _rank(titles, r"c1_count_total|c1_chiffre_total"),
    }
    layout_2016 = {
        "geo": _rank(titles, r"(geo_code|code_geo)(?!_alt)\b.*"),
        "nom": _rank(titles, r"geo_name|nom_geo"),
        "numero": _rank(titles, r"(member id|membre id): profil.*"),
        "caracteristique": _rank(titles, r"dim: profil.*"),
        "valeur": _rank(titles, r"dim: sexe? \(3\): (member|membre) id: \[1\].*"),
    }
    year = _rank(titles, r"census_year|annee_.*|annee.*recensement")
    if None not in layout_2021.values():
        symbol, rate = layout_2021["valeur"] + 1, _rank(titles, r"c10_rate_total|c10_taux_total")
        return Colonnes(**layout_2021, symbole=symbol, taux=rate), year
    if None not in layout_2016.values():
        return Colonnes(**layout_2016), year
    return None, None


def _rank(titles, pattern):
    ranks = [rank for rank, title in enumerate(titles) if re.fullmatch(pattern, title)]
    return ranks[0] if ranks else None


class Profil:
    """One file, of one census; what is not read of it is counted, and told."""

    def __init__(self, fichier, catalogue, colonnes, rang_annee, encodage, delimiteur):
        self.fichier, self.catalogue, self.colonnes = fichier, catalogue, colonnes
        self.encodage, self.delimiteur = encodage, delimiteur
        self.annee = self._read_annee(rang_annee)
        self.numeros = numbers_of(self.annee)
        self.inconnus, self.differents, self.hors_quebec, self.manquants = {}, set(), set(), Counter()
        self._territoires = {}

    @property
    def source_par_defaut(self):
        titles = {
            "code": f"statcan-profil-{self.annee}",
            "titre_fr": f"Profil du Recensement de {self.annee}, 98-401-X{self.annee}",
            "titre_en": f"{self.annee} Census Profile, 98-401-X{self.annee}",
            "attribution_fr": f"Adapté de Statistique Canada, Profil du Recensement de {self.annee}. Cela ne "
            "constitue pas une approbation de ce produit par Statistique Canada.",
            "attribution_en": f"Adapted from Statistics Canada, {self.annee} Census Profile. This does not "
            "constitute an endorsement by Statistics Canada of this product.",
        }
        return LICENCE | titles

    def _lines(self):
        """(physical line, cells) of each row under the headings."""
        lines = LignesPhysiques(self.fichier, self.encodage)
        reader = csv.reader(lines, delimiter=self.delimiteur)
        while True:
            first = lines.start_row()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                sentence = _("Ligne %(ligne)d\xa0: le fichier est abîmé.") % {"ligne": first}
                raise ValidationError(sentence, code="abime") from error
            if cells is None:
                return
            if first > 1:
                yield first, cells

    def _read_annee(self, rank):
        _line, cells = next(self._lines(), (0, []))
        text = cells[rank].strip() if rank is not None and rank < len(cells) else ""
        if text not in map(str, RECENSEMENTS):
            known = ", ".join(map(str, RECENSEMENTS))
            sentence = _(
                "C’est un Profil du recensement, mais de l’année «\xa0%(lu)s\xa0»\xa0: "
                "le site connaît %(annees)s."
            )
            raise ValidationError(sentence % {"lu": text[:20], "annees": known}, code="annee")
        return int(text)

    def read(self, *, source_id, progress):
        """(the rows of our indicators and territories, remarks about the others)."""
        entrees, number = [], 0
        width = max(rank for rank in vars(self.colonnes).values() if rank is not None)
        for number, cells in self._lines():
            if number % PAS == 0:
                progress(number)
            code = self.numeros.get(cells[self.colonnes.numero].strip()) if len(cells) > width else None
            territoire = code and self._find_territoire(cells)
            if territoire and (entree := self._read_row(number, cells, territoire, code, source_id)):
                entrees.append(entree)
        return entrees, list(self._remarks(number))

    # --- Places ---

    def _find_territoire(self, cells):
        """The territory of a line; each is looked for once, since thousands of lines follow each other."""
        geo = cells[self.colonnes.geo].strip()
        if geo not in self._territoires:
            self._territoires[geo] = self._look_for(geo, cells[self.colonnes.nom].strip())
        return self._territoires[geo]

    def _look_for(self, geo, nom):
        niveau, digits = split_geo(geo)
        if niveau is None:
            self.hors_quebec.add(geo)
            return None
        found = self.catalogue.find(niveau, code_of(niveau, digits))
        if found and niveau == Niveau.MRC and place_key(nom.split(",")[0]) != place_key(found.nom):
            found = None
        if found is None:
            self.inconnus[geo] = nom
        elif niveau == Niveau.MUNICIPALITE and not names_agree(nom.split(", ")[0], found.nom):
            self.differents.add(geo)
        return found

    # --- Figures ---

    def _read_row(self, number, cells, territoire, code, source_id):
        indicateur = self.catalogue.par_code.get(code)
        if indicateur is None:
            self.manquants[code] += 1
            return None
        row = Enregistrement(number, territoire.code, nom=territoire.nom)
        entree, label = Entree(row), cells[self.colonnes.caracteristique].strip()
        if not agrees(code, self.annee, label):
            sentence = _(
                "La caractéristique %(numero)s se nomme «\xa0%(lu)s\xa0», et non «\xa0%(attendu)s\xa0»."
            )
            numero = cells[self.colonnes.numero].strip()
            row.reject(sentence % {"numero": numero, "lu": label[:150], "attendu": indicateur.libelle_fr})
            return entree
        if cells[self.colonnes.geo].strip() in self.differents:
            self.differents.discard(cells[self.colonnes.geo].strip())
            sentence = _("Le recensement nomme ce territoire «\xa0%(nom)s\xa0».")
            row.avertissements.append(sentence % {"nom": cells[self.colonnes.nom].strip()[:150]})
        try:
            entree.cellules.append(self._read_cellule(cells, territoire, indicateur, source_id, label))
        except ValidationError as error:
            row.reject(" ".join(error.messages))
        return entree

    def _read_cellule(self, cells, territoire, indicateur, source_id, label):
        is_percent = indicateur.unite == Unite.POURCENTAGE
        text, symbol = self._pick(cells, is_percent=is_percent)
        number = read_nombre(text, decimales=2 * is_percent, pourcentage=is_percent)
        motif = number.motif and (find_motif(symbol) or number.motif if symbol else number.motif)
        note = _("À utiliser avec prudence, selon Statistique Canada.") if symbol == PRUDENCE else ""
        lue = ValeurLue(
            territoire.pk, indicateur.pk, self.annee, source_id, number.valeur, str(motif), note=note
        )
        return Cellule(label, text or symbol, lue)

    def _pick(self, cells, *, is_percent):
        """(figure, its symbol): a rate stands in its own column, or in that of counts when it is empty."""
        ranks = self.colonnes
        if ranks.symbole is None:
            return cells[ranks.valeur].strip(), ""
        if is_percent and ranks.taux and cells[ranks.taux].strip():
            after = cells[ranks.taux + 1] if ranks.taux + 1 < len(cells) else ""
            return cells[ranks.taux].strip(), after.strip()
        return cells[ranks.valeur].strip(), cells[ranks.symbole].strip()

    # --- What is not read ---

    def _remarks(self, lines):
        count = ngettext("%(n)d ligne", "%(n)d lignes", lines) % {"n": lines}
        yield _("Profil du recensement de %(annee)d, %(lignes)s.") % {"annee": self.annee, "lignes": count}
        if self.inconnus:
            shown = list(self.inconnus.values())[:EXEMPLES]
            sentence = ngettext(
                "%(n)d territoire du Québec non lu, absent du répertoire\xa0: %(noms)s.",
                "%(n)d territoires du Québec non lus, absents du répertoire\xa0: %(noms)s.",
                len(self.inconnus),
            )
            more = "…" if len(self.inconnus) > EXEMPLES else ""
            yield sentence % {"n": len(self.inconnus), "noms": ", ".join(shown) + more}
        if self.hors_quebec:
            sentence = ngettext(
                "%(n)d territoire d’un autre niveau ou hors du Québec, non lu.",
                "%(n)d territoires d’un autre niveau ou hors du Québec, non lus.",
                len(self.hors_quebec),
            )
            yield sentence % {"n": len(self.hors_quebec)}
        if self.manquants:
            codes = ", ".join(sorted(self.manquants))
            yield _("Indicateurs absents du site, non lus\xa0: %(codes)s.") % {"codes": codes}


def split_geo(geo):
    """(level, digits after 24) of a DGUID or of a code of 2016; (None, "") when it is not of Quebec."""
    if found := DGUID.fullmatch(geo):
        return NIVEAUX_DGUID[found[1]], found[2]
    if geo.isdigit() and geo.startswith(QUEBEC):
        digits = geo[len(QUEBEC) :]
        return NIVEAUX_CODE.get(len(digits)), digits
    return None, ""


def code_of(niveau, digits):
    """A census division is an MRC when its own two digits are followed by a zero in the MRC's code."""
    return {Niveau.PROVINCE: "QC", Niveau.MRC: f"{digits}0"}.get(niveau, digits)
