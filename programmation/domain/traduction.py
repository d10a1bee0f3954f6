"""Whether a session's page is really offered in a language: what it shows counts, not the columns filled."""

from .intitule import title_lines

SHOWN_IN_LIST = {"titre", "resume"}


def is_seance_translated(seance, langue):
    """The title may be the référentiels'; the words of its dates, places and notices are read too."""
    rows = (seance, seance.cycle, *seance.dates.all(), *seance.lieux.all(), *seance.avis.all())
    titled = all(line.langue == langue for line in title_lines(seance, langue))
    return titled and all(row.is_translated(langue) for row in rows)


def is_referentiel_list_translated(referentiels, langue):
    """A list shows the title and summary of each (its themes fetched), and how these themes are called."""
    return all(
        SHOWN_IN_LIST.isdisjoint(referentiel.missing_translations(langue))
        and all("nom" not in theme.missing_translations(langue) for theme in referentiel.themes.all())
        for referentiel in referentiels
    )
