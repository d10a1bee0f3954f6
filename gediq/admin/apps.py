"""Puts our own AdminSite where Django expects its default one."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "gediq.admin.site.SiteAdministration"
