"""The places of a session: chosen among municipalities, in a constant number of queries."""

from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.functional import cached_property

from gediq.admin.lignes import EditableFormSet

from ..models import DateSeance


class MunicipaliteSelect(AutocompleteSelect):
    """Django asks the database for the name of each chosen row; `connue` is the one already at hand."""

    connue = None

    def optgroups(self, name, value, attrs=None):
        row = self.connue
        if row is None or list(map(str, value)) != [str(row.pk)]:
            return super().optgroups(name, value, attrs)
        return [(None, [self.create_option(name, row.pk, str(row), True, 0)], 0)]


class LieuSeanceFormSet(EditableFormSet):
    @cached_property
    def dates(self):
        """The dates a place may be limited to: those of its session, already saved."""
        return list(self.instance.dates.all()) if self.instance.pk else []

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "dates": self.dates}

    def save(self, commit=True):
        """A date removed in the same save limits its place no longer."""
        left = set(DateSeance.objects.filter(seance=self.instance).values_list("pk", flat=True))
        for form in self.forms:
            if form.instance.date_id not in left:
                form.instance.date = None
        return super().save(commit)
