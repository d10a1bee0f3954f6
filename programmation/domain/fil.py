"""The entries of the Atom feed: a session published, a notice of change, dated when readers could see it.

`updated_at` is never the day of the event: that day is in the words of the entry.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from gediq.domain.ouverture import clean_text
from gediq.typographie import label_value

from ..enums import Mode
from .instantane import snapshot_of
from .intitule import title_lines
from .ouverture import absolute_url
from .textes_avis import dates_text, places_text

# Constant for ever: readers know entries by it.
ETIQUETTE = "tag:gedciq.org,2018:"


@dataclass(frozen=True)
class Entree:
    id: str
    updated_at: datetime
    titre: str
    langue_titre: str
    texte: str
    langue_texte: str
    adresse: str


def entries(seances, *, langue, origine):
    """The newest first; at the same moment, in the order of their identities."""
    found = []
    for seance in seances:
        adresse = absolute_url(seance, langue=langue, origine=origine)
        found.append(_publication(seance, langue, adresse))
        found.extend(_change(avis, seance, langue, adresse) for avis in seance.avis.all())
    return sorted(found, key=lambda entree: (entree.updated_at, entree.id), reverse=True)


def _publication(seance, langue, adresse):
    titre, langue_titre = _title(seance, langue)
    return Entree(
        id=f"{ETIQUETTE}seance/{seance.code}",
        updated_at=max(filter(None, [seance.updated_at, seance.publier_le])),
        titre=titre,
        langue_titre=langue_titre,
        texte=clean_text(" – ".join(_announced(seance, langue))),
        langue_texte=langue,
        adresse=adresse,
    )


def _change(avis, seance, langue, adresse):
    titre, langue_titre = _title(seance, langue)
    motif, langue_texte = avis.text_in("motif", langue)
    with override(langue):
        objet = str(avis.get_objet_display())
        told = {
            _("Avant"): avis.text_in("avant", langue)[0],
            _("Maintenant"): avis.text_in("apres", langue)[0],
            _("Motif"): motif,
        }
    lines = [label_value([text], label, "", langue=langue) for label, text in told.items() if text]
    return Entree(
        id=f"{ETIQUETTE}avis/{avis.pk}",
        updated_at=avis.created_at,
        titre=label_value([titre], objet, "", langue=langue),
        langue_titre=langue_titre,
        texte=clean_text("\n".join(lines)),
        langue_texte=langue_texte,
        adresse=adresse,
    )


def _title(seance, langue):
    """The title, and French as its language as soon as a part of it is in French."""
    lines = title_lines(seance, langue)
    real = "fr" if any(line.langue == "fr" for line in lines) else langue
    return clean_text(" – ".join(line.plain(langue) for line in lines)), real


def _announced(seance, langue):
    announced = snapshot_of(seance, seance.dates.all(), seance.lieux.all())
    yield dates_text(announced, langue)
    if announced.lieux:
        yield places_text(announced, langue)
    elif seance.mode:
        with override(langue):
            yield str(Mode(seance.mode).label)
