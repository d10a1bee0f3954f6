"""What a session is called. The source gives most of them no title of their own (trap T8)."""

from dataclasses import dataclass

from django.utils.translation import gettext, override

from ..enums import TypeSeance


@dataclass(frozen=True)
class Ligne:
    """One line of a title: « Référentiel 1 » : « Questions et réponses… », and the text's own language."""

    prefixe: str
    texte: str
    langue: str

    def plain(self, langue):
        colon = "\xa0: " if langue == "fr" else ": "
        return f"{self.prefixe}{colon}{self.texte}" if self.prefixe else self.texte


def title_lines(seance, langue):
    """Return the lines of the session's title in `langue`; English falls back to French text, marked.

    A session without title takes its référentiels'; a training says so before its title.
    """
    if seance.titre_fr:
        texte, real = seance.text_in("titre", langue)
        formation = seance.types[:1] == [TypeSeance.FORMATION]
        return [Ligne(_type_label(TypeSeance.FORMATION, langue) if formation else "", texte, real)]
    lines = [referentiel_line(referentiel, langue) for referentiel in seance.referentiels_lus]
    return lines or [Ligne("", " / ".join(_type_label(value, langue) for value in seance.types), langue)]


def session_title(seance, langue):
    """The title as plain text, for feeds, search and the title of the page."""
    return " – ".join(line.plain(langue) for line in title_lines(seance, langue))


def is_title_derived(seance):
    """True when the title shown is the référentiels', not the session's own."""
    return not seance.titre_fr


def referentiel_line(referentiel, langue):
    """« Référentiel 4 » and its title."""
    texte, real = referentiel.text_in("titre", langue)
    with override(langue):
        prefixe = gettext("Référentiel %(numero)s") % {"numero": referentiel.numero}
    return Ligne(prefixe, texte, real)


def _type_label(value, langue):
    with override(langue):
        return str(TypeSeance(value).label)
