"""Widgets of the back office, where Django's own lack a name or change what nobody touched."""

from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.utils.translation import gettext_lazy as _


class ZoneTexte(AdminTextareaWidget):
    """Browsers post CRLF whatever was stored: without this every text of several lines would look changed."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 4, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if value else value


class DateHeure(AdminSplitDateTime):
    """A day and an hour, each input with a name of its own."""

    def name_inputs(self, label):
        for widget, pattern in zip(self.widgets, (_("%(champ)s : jour"), _("%(champ)s : heure")), strict=True):
            widget.attrs["aria-label"] = pattern % {"champ": label}
