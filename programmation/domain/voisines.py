"""What stands beside a session: the one before, the one after, its cycle, its series."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Voisines:
    precedente: object = None
    suivante: object = None
    cycle: list = field(default_factory=list)
    serie: list = field(default_factory=list)


def neighbours(seance, around):
    """Sort out `around`, public sessions in brochure order; a draft is not among them."""
    if seance not in around:
        return Voisines()
    programme = [row for row in around if row.cycle.programme_id == seance.cycle.programme_id]
    rank = programme.index(seance)
    return Voisines(
        precedente=programme[rank - 1] if rank else None,
        suivante=programme[rank + 1] if rank + 1 < len(programme) else None,
        cycle=[row for row in programme if row.cycle_id == seance.cycle_id],
        serie=sorted(
            (row for row in around if seance.serie_id and row.serie_id == seance.serie_id and row != seance),
            key=lambda row: row.rang_serie or 0,
        ),
    )
