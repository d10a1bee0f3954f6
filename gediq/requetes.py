"""Queries whose text never changes: writing their SQL costs more than running it, so it is written once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class RequeteFixe:
    """`build(*args)` gives a queryset that depends on its arguments alone, few and hashable."""

    build: Callable[..., QuerySet]
    _texts: dict = field(default_factory=dict)

    def rows(self, *args):
        """The rows as tuples, as the database gives them."""
        with connection.cursor() as cursor:
            cursor.execute(*self._text(args))
            return cursor.fetchall()

    def instances(self, model, *args):
        """The rows as `model` instances, annotations included."""
        sql, params = self._text(args)
        return list(model._base_manager.raw(sql, params))

    def _text(self, args):
        key = (connection.vendor, *args)
        if key not in self._texts:
            self._texts[key] = self.build(*args).query.sql_with_params()
        return self._texts[key]
