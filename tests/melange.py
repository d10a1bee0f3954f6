"""Rows asked for without an order come in another one.

Both databases usually answer in the order of insertion, so code that forgot to order its rows passes its
tests and fails one day in production. Here such rows never come in the order in which they arrived.
"""

import random

from django.db.models.sql.compiler import SQLCompiler

# Sown anew by each test, so that a test that failed fails again when it is run alone.
dice = random.Random()


def is_ordered(query):
    meta = query.get_meta()
    by_default = query.default_ordering and meta and meta.ordering and not query.group_by
    return bool(query.order_by or query.extra_order_by or by_default)


def mix(rows):
    """Return the rows in an order that is never the one received (when there are two different rows)."""
    mixed = dice.sample(rows, len(rows))
    return mixed[::-1] if mixed == rows else mixed


def shuffle_unordered_querysets(monkeypatch):
    fetch = SQLCompiler.results_iter

    def fetch_mixed(compiler, *args, **kwargs):
        rows = fetch(compiler, *args, **kwargs)
        return rows if is_ordered(compiler.query) else iter(mix(list(rows)))

    monkeypatch.setattr(SQLCompiler, "results_iter", fetch_mixed)
