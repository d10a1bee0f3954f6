"""What the database holds of municipalities, asked once for a whole file."""

import re
from collections import defaultdict

from ...models import Indicateur, Municipalite, Niveau, Territoire, Valeur
from .noms import name_key

RANG = re.compile(r"^\s*(?:mrc\b\s*(?:de\b|d['’])?\s*)|\(?\b[0-9]{1,3}\b\)?", re.IGNORECASE)
HORS_MRC = {"hors mrc", "aucune", "sans mrc"}


class BaseConnue:
    """Municipalities by code, places by name, figures by key. `lock` keeps others from changing them."""

    def __init__(self, *, lock=False):
        rows = Municipalite.objects.order_by("pk")
        if lock:
            rows = rows.select_for_update()
        self.municipalites = {row.code: row for row in rows}
        places = list(Territoire.objects.filter(niveau__in=[Niveau.REGION, Niveau.MRC]).order_by("pk"))
        self.places = {row.pk: row for row in places}
        self.par_nom = _by_name(self.municipalites.values())
        self.regions = _by_name(row for row in places if row.niveau == Niveau.REGION)
        self.mrc = _by_name(row for row in places if row.niveau == Niveau.MRC)
        self.indicateurs = {row.code: row for row in Indicateur.objects.order_by("pk")}

    def region_of(self, territoire):
        """The key of the administrative region of a place or of a municipality, or None."""
        while territoire and territoire.niveau != Niveau.REGION:
            territoire = self.places.get(territoire.parent_id)
        return territoire and territoire.pk

    def mrc_of(self, municipalite):
        place = self.places.get(municipalite.parent_id)
        return place if place and place.niveau == Niveau.MRC else None

    def find_region(self, texte):
        """By its name, or by its number: « 06 », « Montréal (06) »."""
        found = self.regions.get(place_key(texte), [])
        if not found and texte.strip().isdecimal():
            number = texte.strip().zfill(2)
            found = [row for rows in self.regions.values() for row in rows if row.code == number]
        return found[0] if len(found) == 1 else None

    def find_mrc(self, texte, region):
        """By its name, in `region` when it is known and the name is shared."""
        found = self.mrc.get(place_key(texte), [])
        if len(found) > 1 and region:
            found = [row for row in found if self.region_of(row) == region.pk]
        return found[0] if len(found) == 1 else None

    def same_name(self, nom):
        """The municipalities that a name may mean, exact spelling first when it tells them apart."""
        rows = self.par_nom.get(name_key(nom), [])
        exact = [row for row in rows if _letters(row.nom) == _letters(nom)]
        return exact or rows


class ChiffresConnus:
    """The figure shown for each key, and what `source` itself says of it."""

    def __init__(self, cles, source):
        indicateurs, annees = {cle[0] for cle in cles}, {cle[1] for cle in cles}
        rows = Valeur.objects.filter(indicateur__in=indicateurs, annee__in=annees).most_trusted_first()
        self.montres, self.propres = {}, {}
        for row in rows.values_list("territoire_id", "indicateur_id", "annee", "source_id", "valeur"):
            cle, source_id, valeur = row[:3], row[3], row[4]
            self.montres.setdefault(cle, valeur)
            if source and source_id == source.pk:
                self.propres[cle] = valeur

    def find(self, cle):
        """(is there a figure or a reason, the figure), from the same source if it speaks."""
        found = self.propres if cle in self.propres else self.montres
        return cle in found, found.get(cle)


def place_key(nom):
    """« MRC de La Matapédia », « Bas-Saint-Laurent (01) »: the words of the name alone."""
    return name_key(RANG.sub(" ", nom))


def _by_name(rows):
    groups = defaultdict(list)
    for row in rows:
        groups[name_key(row.nom)].append(row)
    return groups


def _letters(nom):
    return "".join(char for char in nom.casefold() if char.isalnum())
