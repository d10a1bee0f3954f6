"""What a session leaves: the dated notices of its changes, and who was there. One query for both.

The page of a session has eight queries in all. Columns are named with their language
(`rewrite(False)`), because rewritten ones lose their order, which is all a union knows.
"""

from django.db.models import BooleanField, DateTimeField, Value

from gediq.tri import sort_key

from ..models import AvisSeance, Seance

Territoire = Seance._meta.get_field("municipalites_presentes").related_model
AVIS, PRESENTE = "avis", "presente"
COLUMNS_AVIS = ("objet", "avant_fr", "avant_en", "apres_fr", "apres_en", "motif_fr", "motif_en", "created_at")
COLUMNS_PRESENTE = ("code", "nom", "appellation_anglaise", "niveau")
NO_TEXT = (Value(""),) * (len(COLUMNS_AVIS) - len(COLUMNS_PRESENTE) - 1)


def read_sequel(seance):
    """Return the territories present, in French order; `seance.avis` then costs no query.

    All are unsaved, with what a line shows.
    """
    rows = list(_notices(seance).union(_attendance(seance), all=True))
    notices = [
        AvisSeance(pk=pk, seance=seance, **dict(zip(COLUMNS_AVIS, values, strict=True)))
        for kind, pk, _is_invented, *values in rows
        if kind == AVIS
    ]
    present = [
        Territoire(pk=pk, est_fictif=is_invented, **dict(zip(COLUMNS_PRESENTE, values, strict=False)))
        for kind, pk, is_invented, *values in rows
        if kind == PRESENTE
    ]
    notices.sort(key=lambda row: (row.created_at, row.pk), reverse=True)
    seance._prefetched_objects_cache["avis"] = notices
    return sorted(present, key=lambda row: (sort_key(row.nom), row.pk))


def _notices(seance):
    rows = AvisSeance.objects.rewrite(False).filter(seance=seance).order_by()
    return rows.values_list(Value(AVIS), "pk", Value(False, BooleanField()), *COLUMNS_AVIS)


def _attendance(seance):
    rows = Territoire.objects.rewrite(False).filter(seances_suivies=seance).order_by()
    nothing = (*NO_TEXT, Value(None, DateTimeField()))
    return rows.values_list(Value(PRESENTE), "pk", "est_fictif", *COLUMNS_PRESENTE, *nothing)
