"""Municipalities: territories first, and what is known of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalitesConfig(AppConfig):
    name = "municipalites"
    verbose_name = _("Municipalités")
