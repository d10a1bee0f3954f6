"""Two rows for one thing: said twice, the second is ignored; contradicting each other, all are refused."""

from collections import defaultdict

from django.utils.translation import gettext as _

from .rapport import Action

# Lines named beside a refused one: a whole file may be about one thing.
NOMMEES = 5


def settle_doublons(entries, sentence=None):
    """`entries`: (key, content, Enregistrement), in the order of the file. Return those left to plan.

    `sentence` says with which `%(lignes)s` a refused row disagrees.
    """
    groups = defaultdict(list)
    for cle, contenu, row in entries:
        groups[cle].append((contenu, row))
    return [row for group in groups.values() for row in _settle(group, sentence)]


def _settle(group, sentence):
    (contenu, first), *others = group
    if all(other == contenu for other, _row in others):
        for _contenu, row in others:
            row.action = Action.IGNORER
            row.motif = _("Identique à la ligne %(ligne)d.") % {"ligne": first.ligne}
            row.raisons.append("identique")
        return [first]
    rows = [first, *(row for _contenu, row in others)]
    sentence = sentence or _("Contredit une autre ligne du même code (ligne %(lignes)s).")
    for row in rows:
        others = [str(other.ligne) for other in rows[: NOMMEES + 1] if other is not row]
        lines = ", ".join(others[:NOMMEES]) + ("…" if len(rows) > NOMMEES + 1 else "")
        row.reject(sentence % {"lignes": lines}, "doublon")
    return []
