"""The programme: cycles, sessions, référentiels, documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammationConfig(AppConfig):
    name = "programmation"
    verbose_name = _("Programmation")
