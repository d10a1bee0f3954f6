"""What figures may be about: the indicators, sources and territories there are, by what files call them."""

import re

from ...models import Indicateur, Niveau, Source, Territoire
from .codes import read_code
from .entetes import clean_entete

ANNEE = re.compile(r"(?<!\d)(?:18[5-9]\d|19\d\d|20\d\d|2100)(?!\d)")
# Beside the code and the two labels of each indicator: what lists and tables usually say.
AUTRES_NOMS = {
    "pop": ("population", "habitants", "nombre d’habitants"),
    "pop_mp": ("population dans les ménages privés",),
    "nonimm": ("non-immigrants", "population non immigrante"),
    "imm": ("immigrants", "immigrantes et immigrants", "population immigrante"),
    "imm_rec": ("immigrants récents", "recent immigrants", "population immigrante récente"),
    "minvis": ("population des minorités visibles", "visible minority population"),
}
# Municipalities have codes of five digits: these are shorter, so that no code has two meanings.
ENSEMBLES = (Niveau.PROVINCE, Niveau.REGION, Niveau.MRC)


class Catalogue:
    """Three queries, then dictionaries."""

    def __init__(self):
        self.indicateurs = {row.pk: row for row in Indicateur.objects.all()}
        self.par_code = {row.code: row for row in self.indicateurs.values()}
        self.sources = {row.code: row for row in Source.objects.filter(est_fictive=False)}
        self._names = self._name_indicateurs()
        rows = Territoire.objects.real().filter(niveau__in=(*ENSEMBLES, Niveau.MUNICIPALITE))
        self._territoires = {(row.niveau, row.code): row for row in rows}
        self._ensembles = {row.code: row for row in rows if row.niveau != Niveau.MUNICIPALITE}

    def _name_indicateurs(self):
        """A label that two indicators share names neither."""
        names = {}
        for row in self.indicateurs.values():
            known = (row.code, row.libelle_fr, row.libelle_en, *AUTRES_NOMS.get(row.code, ()))
            for name in {clean_entete(name) for name in known if name}:
                names[name] = None if name in names else row
        return names | {clean_entete(code): row for code, row in self.par_code.items()}

    def find_indicateur(self, texte):
        """The indicator of that code or label, or None."""
        return self._names.get(clean_entete(texte))

    def find_indicateur_annee(self, texte):
        """(indicator, year) of « imm_2016 » or « Population (2021) »; the year is None when not said."""
        if indicateur := self.find_indicateur(texte):
            return indicateur, None
        years = list(ANNEE.finditer(texte))
        if not years:
            return None
        last = years[-1]
        indicateur = self.find_indicateur(texte[: last.start()] + " " + texte[last.end() :])
        return (indicateur, int(last[0])) if indicateur else None

    def find_ensemble(self, code):
        """The province, region or MRC whose code is written just so, or None."""
        return self._ensembles.get(code.strip())

    def find_municipalite(self, texte):
        """(municipality or None, its code, a warning); ValidationError when the text is no code."""
        code = read_code(texte)
        return self.find(Niveau.MUNICIPALITE, code.code), code.code, code.avertissement

    def find(self, niveau, code):
        return self._territoires.get((niveau, code))
