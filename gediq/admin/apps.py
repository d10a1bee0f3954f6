"""Puts our own AdminSite where Django expects its default one."""

from importlib import import_module

from django.apps import apps
from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "gediq.admin.site.SiteAdministration"

    def ready(self):
        super().ready()
        # This package is imported before the models: it cannot register them itself.
        import_module("gediq.admin.fiches")
        libelles = import_module("gediq.admin.libelles")
        libelles.name_languages(apps.get_models())
