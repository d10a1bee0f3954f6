"""Where somebody works, as a list of contacts says it: a code, a name, an MRC, an organisation."""

from collections import defaultdict
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gediq.models import Organisme
from gediq.recherche.normaliseur import fold

from ...models import Niveau
from .codes import read_code
from .connu import BaseConnue, place_key
from .noms import name_key, names_agree

PROCHES = 3
# Searching for names like it takes a while: beyond, the whole column is wrong.
RECHERCHES = 200


class Lieux:
    """Municipalities, MRC and organisations, asked once for a whole file."""

    def __init__(self, *, lock=False):
        self.base = BaseConnue(lock=lock)
        self.mrc_par_code = {row.code: row for row in self.base.places.values() if row.niveau == Niveau.MRC}
        self.organismes = _organismes_by_name()
        self.recherches = 0

    def find(self, fiche):
        """(territory or None, organisation or None) of a row; ValidationError says what is not known."""
        territoire = self._find_territoire(fiche)
        organisme = self._find_organisme(fiche.get("organisme"))
        if fiche.get("organisme") and not organisme:
            if territoire is None:
                territoire = self._find_named(fiche.get("organisme"), fiche)
            elif not names_agree(fiche.get("organisme"), territoire.nom):
                fiche.avertissements.append(
                    _("L’organisme «\xa0%(nom)s\xa0» est inconnu, laissé de côté.")
                    % {"nom": fiche.get("organisme")[:100]}
                )
        if territoire is None and organisme is None:
            raise ValidationError(_("Ni municipalité, ni MRC, ni organisme."), code="lieu")
        return territoire, organisme

    def _find_territoire(self, fiche):
        if fiche.get("code"):
            return self._find_coded(fiche)
        if fiche.get("territoire"):
            return self._find_named(fiche.get("territoire"), fiche)
        if fiche.get("mrc") and not fiche.get("organisme"):
            return self._find_named(fiche.get("mrc"), fiche)
        return None

    def _find_coded(self, fiche):
        code, nom = fiche.get("code"), fiche.get("territoire")
        found = self.mrc_par_code.get(code)
        if found is None:
            read = read_code(code)
            fiche.avertissements += [read.avertissement] if read.avertissement else []
            found = self.base.municipalites.get(read.code)
        if found is None:
            sentence = _("Aucune municipalité n’a le code %(code)s.")
            raise ValidationError(sentence % {"code": code[:20]}, code="lieu")
        if nom and not _is_named(found, nom):
            sentence = _("Le code %(code)s est celui de %(officiel)s, et non de «\xa0%(lu)s\xa0».")
            values = {"code": found.code, "officiel": found.nom, "lu": nom[:100]}
            raise ValidationError(sentence % values, code="lieu")
        return _existing(found)

    def _find_named(self, nom, fiche):
        is_mrc = fold(nom).lstrip().startswith("mrc")
        found = [] if is_mrc else self._narrow(self.base.same_name(nom), fiche)
        if not found and (mrc := self.base.find_mrc(nom, self.base.find_region(fiche.get("region")))):
            found = [mrc]
        if len(found) > 1:
            codes = ", ".join(sorted(row.code for row in found))
            sentence = _(
                "Plusieurs municipalités s’appellent «\xa0%(nom)s\xa0»\xa0: donnez le code (%(codes)s)."
            )
            raise ValidationError(sentence % {"nom": nom[:100], "codes": codes}, code="lieu")
        if not found:
            raise ValidationError(self._unknown(nom), code="lieu")
        return _existing(found[0])

    def _narrow(self, rows, fiche):
        """Those that exist, and among them those of the region and the MRC that the row names."""
        rows = [row for row in rows if not row.date_fin] or rows
        for cle, find in (
            ("region", self.base.find_region),
            ("mrc", lambda nom: self.base.find_mrc(nom, None)),
        ):
            place = find(fiche.get(cle)) if len(rows) > 1 and fiche.get(cle) else None
            kept = [row for row in rows if place and place.pk in self._parents(row)]
            rows = kept or rows
        return rows

    def _parents(self, row):
        return row.parent_id, self.base.region_of(row)

    def _find_organisme(self, nom):
        found = self.organismes.get(name_key(nom), []) if nom else []
        return found[0] if len(found) == 1 else None

    def _unknown(self, nom):
        sentence = _("«\xa0%(nom)s\xa0» n’est ni une municipalité, ni une MRC, ni un organisme connu.")
        said = sentence % {"nom": nom[:100]}
        self.recherches += 1
        if self.recherches > RECHERCHES:
            return said
        near = get_close_matches(name_key(nom), list(self.base.par_nom), n=PROCHES, cutoff=0.75)
        names = [f"{row.nom} ({row.code})" for cle in near for row in self.base.par_nom[cle][:1]]
        if names:
            said += " " + _("Noms proches\xa0: %(noms)s.") % {"noms": ", ".join(names)}
        return said


def _is_named(territoire, nom):
    official = (territoire.nom, territoire.appellation_anglaise)
    return names_agree(nom, *official) or place_key(nom) == place_key(territoire.nom)


def _existing(territoire):
    if territoire.date_fin:
        sentence = _("%(nom)s n’existe plus\xa0: donnez ce qui l’a remplacée.") % {"nom": territoire.nom}
        raise ValidationError(sentence, code="lieu")
    return territoire


def _organismes_by_name():
    known = defaultdict(list)
    for organisme in Organisme.objects.prefetch_related("noms").order_by("pk"):
        names = [organisme.code]
        for row in organisme.noms.all():
            names += [row.nom_fr, row.nom_en, row.sigle]
            names += [f"{nom} ({row.sigle})" for nom in (row.nom_fr, row.nom_en)]
        for cle in {name_key(name) for name in names if name}:
            known[cle].append(organisme)
    return known
