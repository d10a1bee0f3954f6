"""What each entry of the history says of itself, in the language of who reads it.

The history keeps the sentence in the language of who saved: it is found again in a closed list.
"""

import re
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from .libelles import display_moment

COMMENTAIRES = (
    gettext_noop("Chargement de la démonstration"),
    gettext_noop("Chargement de la source"),
    gettext_noop("Chargement des municipalités"),
    gettext_noop("Coordonnées vérifiées"),
    gettext_noop("Copie de %(code)s"),
    gettext_noop("Copie du cycle %(code)s"),
    gettext_noop("Création"),
    gettext_noop("Départ d’un contact"),
    gettext_noop("Dépôt d’un fichier"),
    gettext_noop("Envoi"),
    gettext_noop("Fiche rétablie"),
    gettext_noop("Fin du territoire"),
    gettext_noop("Importation de chiffres"),
    gettext_noop("Importation de contacts"),
    gettext_noop("Importation de municipalités"),
    gettext_noop("Liste collée"),
    gettext_noop("Modification"),
    gettext_noop("Note d’appel"),
    gettext_noop("Nouvelle édition"),
    gettext_noop("Publication"),
    gettext_noop("Rappel fait"),
    gettext_noop("Rappels transférés"),
    gettext_noop("Rattachement à une MRC"),
    gettext_noop("Relève confirmée"),
    gettext_noop("Relève d’un contact"),
    gettext_noop("Retour au brouillon"),
    gettext_noop("Retour à l’état du %(moment)s"),
    gettext_noop("Retrait"),
    gettext_noop("Typographie"),
    gettext_noop("État trouvé avant la première modification suivie"),
)


def say_comment(comment):
    for msgid, pattern in patterns():
        if found := pattern.fullmatch(comment):
            return _(msgid) % {name: say_part(name, text) for name, text in found.groupdict().items()}
    return comment or _("Modification")


@cache
def patterns():
    """(sentence, what it looks like) in each language."""
    found = []
    for langue, _name in settings.LANGUAGES:
        with override(langue):
            found += [(msgid, re.compile(pattern_of(_(msgid)))) for msgid in COMMENTAIRES]
    return found


def pattern_of(sentence):
    """« Copie de (?P<code>.+) » of « Copie de %(code)s »."""
    return re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", re.escape(sentence))


def say_part(name, text):
    """A moment is kept without words, as ISO writes it; older entries hold the words."""
    try:
        return display_moment(datetime.fromisoformat(text)) if name == "moment" else text
    except ValueError:
        return text
