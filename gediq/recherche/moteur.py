"""The search of the whole site: the same answers, in the same order, on both databases.

An English page also reads the French entries; an object found in both languages is one result. What
is not visible now is in no answer.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst

from .. import registre
from ..models import EntreeRecherche
from .extraits import Passage, excerpt, mark
from .normaliseur import query_words

# Between the sessions' several titles, and between what introduces a title and the title.
NEXT_TITLE, OPENING = " – ", ": "


@dataclass(frozen=True)
class Trouvaille:
    """An object that holds the words, and the language of the entry in which they stand."""

    objet: str
    objet_id: str
    langue: str


@dataclass(frozen=True)
class Morceau:
    """A piece of text in one language; `repli` names it when it is not the page's."""

    passages: list[Passage]
    repli: str


@dataclass(frozen=True)
class Resultat:
    """`sorte` tells what it is (« Référentiel 3 »); the title does not say it again."""

    sorte: str
    chemin: str
    titre: list[Morceau]
    extrait: Morceau


def find(q, langue, *, at=None):
    """Return every find: those with the words in their title first, then by title."""
    words = {read: query_words(q, read) for read in ("fr", langue)}
    entries = EntreeRecherche.objects.none()
    for read, wanted in words.items():
        if wanted:
            entries |= EntreeRecherche.objects.filter(langue=read).matching(wanted)
    best = {}
    visible = entries.filter(visible_depuis__lte=at or timezone.now())
    for objet, pk, read, title in visible.values_list("objet", "objet_id", "langue", "titre_normalise"):
        elsewhere = not all(f" {word} " in title for word in words[read])
        rank = (elsewhere, read != langue, title)
        best[objet, pk] = min(best.get((objet, pk), rank), rank)
    # Of the same title, the oldest first: as text, 1000 would come before 999.
    order = sorted(best, key=lambda key: (best[key][0], best[key][2], key[0], len(key[1]), key[1]))
    return [Trouvaille(*key, "fr" if best[key][1] else langue) for key in order]


def describe(trouvailles, q, langue):
    """Return a `Resultat` for each of these few finds: one query, and one for the labels of a kind."""
    wanted = Q(pk__in=[])
    for trouvaille in trouvailles:
        wanted |= Q(objet=trouvaille.objet, objet_id=trouvaille.objet_id)
    entries = {(e.objet, e.objet_id, e.langue): e for e in EntreeRecherche.objects.filter(wanted)}
    labels = _labels(trouvailles, langue)
    results = []
    for trouvaille in trouvailles:
        key = (trouvaille.objet, trouvaille.objet_id)
        own = {read: entries.get((*key, read)) for read in ("fr", langue)}
        # Gone when someone withdraws it between the two queries.
        if all(own.values()):
            read = own[trouvaille.langue]
            results.append(_describe(labels[key], shown=own[langue], read=read, french=own["fr"], q=q))
    return results


def _labels(trouvailles, langue):
    """{(objet, objet_id): what its kind calls it, or at least the name of the kind}."""
    labels = {}
    for source in registre.recherche:
        objet, kind = source.model._meta.label_lower, str(capfirst(source.model._meta.verbose_name))
        pks = [trouvaille.objet_id for trouvaille in trouvailles if trouvaille.objet == objet]
        own = {str(pk): label for pk, label in source.labels(pks, langue).items()} if pks else {}
        labels |= {(objet, pk): own.get(pk, kind) for pk in pks}
    return labels


def _describe(label, *, shown, read, french, q):
    """The title and address of the page's language; the excerpt of the entry where the words are."""
    text_langue = "fr" if read.texte == french.texte else shown.langue
    pieces = _without_label(split_title(shown.titre, french.titre, shown.langue), label)
    return Resultat(
        sorte=label,
        chemin=shown.chemin,
        titre=[
            Morceau(mark(texte, query_words(q, langue), langue), "" if langue == shown.langue else langue)
            for texte, langue in pieces
        ],
        extrait=Morceau(
            excerpt(read.texte, query_words(q, read.langue), read.langue),
            "" if text_langue == shown.langue else text_langue,
        ),
    )


def _without_label(pieces, label):
    """« Référentiel 4 : L’accueil » under the label « Référentiel 4 » is « L’accueil »."""
    (first, langue), *others = pieces
    opening, sign, text = first.partition(OPENING)
    if not sign or opening.rstrip() != label:
        return pieces
    return [(text, langue), *others] if text else others


def split_title(title, french, langue):
    """Return the pieces of `title` with their language: what is word for word the French title is French.

    « Reference guide 4: L’accueil… » opens in English and goes on in French.
    """
    own, reference = title.split(NEXT_TITLE), french.split(NEXT_TITLE)
    if len(own) != len(reference):
        return [(title, langue)]
    pieces = []
    for rank, (part, french_part) in enumerate(zip(own, reference, strict=True)):
        opening, sign, text = part.partition(OPENING)
        joint = [(NEXT_TITLE, langue)] if rank else []
        if part == french_part:
            pieces += [*joint, (part, "fr")]
        elif sign and french_part.endswith(OPENING + text):
            pieces += [*joint, (opening + sign, langue), (text, "fr")]
        else:
            pieces += [*joint, (part, langue)]
    return pieces
