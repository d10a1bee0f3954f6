"""Whether a session's page is really offered in a language: what it shows counts, not the columns filled."""

from .intitule import title_lines


def is_seance_translated(seance, langue):
    """The title may be the référentiels'; the words of its dates, places and notices are read too."""
    rows = (seance, seance.cycle, *seance.dates.all(), *seance.lieux.all(), *seance.avis.all())
    titled = all(line.langue == langue for line in title_lines(seance, langue))
    return titled and all(row.is_translated(langue) for row in rows)
