"""Hidden rows that sing: each says one word of its own in all its texts, and so do its children."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from gediq.models import NomOrganisme, Page, Publication
from gediq.traduction import translated_fields
from programmation.models import (
    AvisSeance,
    Cycle,
    DateSeance,
    Document,
    Edition,
    Financement,
    LieuSeance,
    Programme,
    Referentiel,
    Seance,
)
from tests.factories.fichiers import create_edition, pdf_bytes
from tests.factories.gediq import create_organisme, create_page
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_avis,
    create_cycle,
    create_date,
    create_document,
    create_financement,
    create_lieu,
    create_programme,
    create_referentiel,
    create_seance,
)

REASON = "Motif dit aux lecteurs."


def hidden_states():
    return {
        "brouillon": {"publication": Publication.BROUILLON},
        "retiree": {"publication": Publication.RETIREE, "motif_retrait_fr": REASON},
        "demain": {"publication": Publication.PUBLIEE, "publier_le": timezone.now() + timedelta(days=1)},
    }


@dataclass
class Canari:
    """A hidden tree: its word, its root, and what visitors might ask of it.

    `own` are the addresses of the root, `children` those of the published rows below it; `values` what
    the filters would answer for it alone.
    """

    word: str
    root: object
    own: list
    children: list
    values: dict
    kind: str = ""
    state: str = ""

    def __str__(self):
        return f"{self.kind}-{self.state}"

    @property
    def addresses(self):
        return [*self.own, *self.children]


def sing(model, word):
    """Every reader's text of the model, in both languages; the reason of a withdrawal is for readers."""
    names = [name for name in translated_fields(model) if name != "motif_retrait"]
    return {f"{name}_{langue}": word for name in names for langue in ("fr", "en")}


def create_canaris(seance, referentiel):
    """One tree of each kind in each state, tied in every way to this public session and référentiel."""
    canaris = []
    for kind, hide in KINDS.items():
        for state, publication in hidden_states().items():
            word = f"canari{chr(ord('a') + len(canaris))}qz"
            canari = hide(word, publication, seance=seance, referentiel=referentiel)
            canari.kind, canari.state = kind, state
            canaris.append(canari)
    return canaris


def hide_programme(word, publication, *, seance, referentiel):
    """The newest of all, if it showed; its sessions and documents say that they are published."""
    year = 2030 + ord(word[6])
    texts = sing(Programme, word)
    programme = create_programme(slug=word, annee_debut=year, annee_fin=year + 1, **texts, **publication)
    organisme = create_organisme(noms=0)
    NomOrganisme.objects.create(organisme=organisme, sigle=word, **sing(NomOrganisme, word))
    create_financement(programme, organisme=organisme, **sing(Financement, word))
    cycle = create_cycle(programme=programme, code=f"{year}-{year + 1}", **sing(Cycle, word))
    below = hide_seance(word, {}, seance=seance, referentiel=referentiel, cycle=cycle)
    return Canari(word, programme, [], below.addresses, {**below.values, "cycle": cycle.code})


def hide_seance(word, publication, *, seance, referentiel, **fields):
    """In the cycle, the series and the themes of a public session, and on the day that comes first.

    The name of its city does not sing: it is public whatever is held there, only the link is hidden.
    """
    fields = {"cycle": seance.cycle, "serie": seance.serie, "referentiels": [referentiel], **fields}
    row = create_seance(code=word, extrait_source=word, **fields, **sing(Seance, word), **publication)
    row.themes.set(seance.themes.all())
    jour = timezone.localdate() + timedelta(days=1)
    date = create_date(row, jour.isoformat(), **sing(DateSeance, word))
    ville = create_municipalite()
    create_lieu(row, municipalite=ville, date=date, salle=word, adresse=word, **sing(LieuSeance, word))
    create_avis(row, **sing(AvisSeance, word))
    own = [row.get_absolute_url(), reverse("programmation:seance-detail-ics", args=[row.code])]
    below = hide_document(word, {}, seance=row)
    return Canari(word, row, own, below.addresses, {"ville": ville.code, "q": word})


def hide_referentiel(word, publication, *, seance, referentiel):
    row = create_referentiel(extrait_source=word, **sing(Referentiel, word), **publication)
    row.themes.set(referentiel.themes.all())
    row.seances.add(seance, *referentiel.seances.all())
    forms = [reverse("programmation:referentiel-export", args=[row.numero, form]) for form in ("txt", "ris")]
    below = hide_document(word, {}, referentiel=row)
    return Canari(word, row, [row.get_absolute_url(), *forms], below.addresses, {"q": word})


def hide_document(word, publication, **parents):
    texts = {"auteurs": word, "municipalite": create_municipalite(), **sing(Document, word)}
    row = create_document(**texts, **parents, **publication)
    edition = create_edition(row, fichier=pdf_bytes(titre=word, texte=word), **sing(Edition, word))
    pages = [row.get_absolute_url(), edition.get_absolute_url()]
    return Canari(word, row, [*pages, *(f"{path}fichier" for path in pages)], [], {"q": word})


def hide_page(word, publication, *, seance, referentiel):
    row = create_page(slug=word, au_pied=True, **sing(Page, word), **publication)
    return Canari(word, row, [row.get_absolute_url()], [], {"q": word})


KINDS = {
    "programme": hide_programme,
    "seance": hide_seance,
    "referentiel": hide_referentiel,
    "document": hide_document,
    "page": hide_page,
}
