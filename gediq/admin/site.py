"""The back office: one site, in the person's language, that opens on what waits for them."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class SiteAdministration(AdminSite):
    site_title = _("Administration du GEDCIQ")
    site_header = _("Administration du GEDCIQ")
    index_title = _("À faire")
