"""Who is known already, by place, address and name; asked once for a whole file."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...models import Contact
from .coordonnees import same_number
from .fiches_contacts import name_key


def place_of(lieu):
    territoire, organisme = lieu
    return ("t", territoire.pk) if territoire else ("o", organisme.pk)


def keys_of(lieu, courriel, cle_nom):
    """What tells somebody apart in a place: the address, and the name."""
    return [(*place_of(lieu), key) for key in (courriel, cle_nom) if key]


class Repertoire:
    """The contacts there are; those who left are known too, so that no file brings them back."""

    def __init__(self, *, lock=False):
        rows = Contact.objects.select_related("territoire", "organisme").prefetch_related("themes")
        if lock:
            rows = rows.select_for_update(of=("self",))
        self.par_cle, self.muets = defaultdict(list), defaultdict(list)
        for row in rows.order_by("pk"):
            row.cle_nom = name_key(row.nom)
            lieu = (row.territoire, row.organisme)
            for cle in keys_of(lieu, row.courriel, row.cle_nom):
                self.par_cle[cle].append(row)
            if not (row.courriel or row.nom):
                self.muets[place_of(lieu)].append(row)

    def find(self, lieu, fiche):
        """The contact a row is about, or None; ValidationError when it may be two of them."""
        by_address = self._rows(keys_of(lieu, fiche.get("courriel"), ()))
        by_name = self._rows(keys_of(lieu, "", fiche.cle_nom))
        gone = [row for row in (*by_name, *by_address) if row.parti_le and _may_be(row, fiche)]
        by_address, by_name = ([row for row in rows if not row.parti_le] for rows in (by_address, by_name))
        if by_address and by_name and by_address[0] not in by_name:
            sentence = _("L’adresse est celle de %(un)s, et le nom celui d’une autre fiche (%(autre)s).")
            values = {"un": by_address[0], "autre": by_name[0].courriel or by_name[0].telephone}
            raise ValidationError(sentence % values, code="homonyme")
        if len(by_address or by_name) > 1:
            raise ValidationError(
                _("Plusieurs contacts de ce lieu portent ce nom\xa0: donnez le courriel."), code="homonyme"
            )
        found = by_address or by_name or self._by_number(lieu, fiche) or gone
        return found[0] if found else None

    def _rows(self, keys):
        return [row for cle in keys for row in self.par_cle.get(cle, ())]

    def _by_number(self, lieu, fiche):
        if fiche.get("courriel") or fiche.get("nom"):
            return []
        rows = self.muets.get(place_of(lieu), ())
        return [row for row in rows if same_number(row.telephone, fiche.get("telephone"))]


def _may_be(row, fiche):
    """A mailbox outlives the person: under another name, it is somebody else's now."""
    return not fiche.cle_nom or row.cle_nom == fiche.cle_nom
