"""Queries whose text never changes: writing their SQL costs more than running it, so it is written once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet, Value


class Blanc(Value):
    """`Blanc("ville", IntegerField())`: a value left blank in the text, given at each reading."""

    def as_sql(self, compiler, connection):
        return "%s", [self]


@dataclass(frozen=True)
class RequeteFixe:
    """`build(*args)` gives a queryset that depends on its arguments alone, few and hashable."""

    build: Callable[..., QuerySet]
    _texts: dict = field(default_factory=dict)

    def rows(self, *args, **blancs):
        """The rows as tuples, as the database gives them."""
        with connection.cursor() as cursor:
            cursor.execute(*self._filled(args, blancs))
            return cursor.fetchall()

    def instances(self, model, *args, **blancs):
        """The rows as `model` instances, annotations included."""
        return list(model._base_manager.raw(*self._filled(args, blancs)))

    def _filled(self, args, blancs):
        sql, params = self._text(args)
        return sql, [blancs[param.value] if isinstance(param, Blanc) else param for param in params]

    def _text(self, args):
        key = (connection.vendor, *args)
        if key not in self._texts:
            self._texts[key] = self.build(*args).query.sql_with_params()
        return self._texts[key]
