"""The back office: one site, in the person's language, that opens on what waits for them."""

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from ..domain.connexion import has_second_factor
from ..views.catalogue import catalogue
from .a_faire import lines_for

# In the order of the work: what is edited every week comes first. The rest follows by name.
ORDRE = (
    "programmation",
    "municipalites",
    "gediq",
    "Seance",
    "Referentiel",
    "Document",
    "Cycle",
    "Programme",
    "Page",
)


def _rank(name):
    return ORDRE.index(name) if name in ORDRE else len(ORDRE)


class Suggestions(AutocompleteJsonView):
    """Thirty names are shared by two places: the list says which is which."""

    def serialize_result(self, obj, to_field_name):
        return {**super().serialize_result(obj, to_field_name), "text": self.model_admin.suggestion(obj)}


class SiteAdministration(AdminSite):
    site_title = _("Administration du GEDCIQ")
    site_header = _("Administration du GEDCIQ")
    index_title = _("À faire")
    site_url = "/fr/"
    index_template = "admin/accueil.html"
    enable_nav_sidebar = False  # its width is better spent on the lists and the two languages

    def login(self, request, extra_context=None):
        """One sign-in page for the whole site."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or "/admin/")

    def logout(self, request, extra_context=None):
        return LogoutView.as_view()(request)

    def password_change(self, request, extra_context=None):
        return redirect("mot-de-passe")

    def password_change_done(self, request, extra_context=None):
        return redirect("admin:index")

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)

    def each_context(self, request):
        return super().each_context(request) | {"site_url": f"/{request.LANGUAGE_CODE}/"}

    def index(self, request, extra_context=None):
        context = {
            "a_faire": lines_for(request, self),
            "sans_second_facteur": not has_second_factor(request.user),
        }
        return super().index(request, context | (extra_context or {}))

    def get_urls(self):
        return [path("catalogue/", self.admin_view(catalogue), name="catalogue"), *super().get_urls()]

    def get_app_list(self, request, app_label=None):
        app_list = sorted(super().get_app_list(request, app_label), key=lambda app: _rank(app["app_label"]))
        for app in app_list:
            app["models"].sort(key=lambda model: _rank(model["object_name"]))
        return app_list
