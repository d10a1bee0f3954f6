"""Every address of the site. The only file of `gediq` that names the apps above it."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.http import HttpResponseRedirect
from django.urls import include, path

from . import registre
from .views import accueil, donnees, erreurs, pages, technique

urlpatterns = [
    # Never by Accept-Language: the same address gives the same answer to all.
    path("", lambda request: HttpResponseRedirect("/fr/"), name="racine"),
    path("admin/", admin.site.urls),
    path("comptes/", include("gediq.comptes.urls")),
    path("sante/", technique.sante, name="sante"),
    path("sante/pret/", technique.sante_pret, name="sante-pret"),
    path("robots.txt", technique.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": registre.plans}, name="sitemap"),
]

urlpatterns += i18n_patterns(
    path("", accueil.accueil, name="accueil"),
    path("", include("programmation.urls")),
    path("", include("municipalites.urls")),
    path("themes/<slug:slug>/", pages.theme_detail, name="theme-detail"),
    path("pages/<slug:slug>/", pages.page_detail, name="page-detail"),
    path("recherche/", pages.recherche, name="recherche"),
    path("donnees/", donnees.donnees_liste, name="donnees-liste"),
    path("donnees/<slug:code>.csv", donnees.donnees_csv, name="donnees-export-csv"),
    path("donnees/<slug:code>.json", donnees.donnees_json, name="donnees-export-json"),
    path("donnees/<slug:code>.schema.json", donnees.donnees_schema, name="donnees-export-schema"),
    path("donnees/<slug:code>/<str:jour>.csv", donnees.parution_csv, name="parution-export-csv"),
    path("donnees/<slug:code>/<str:jour>.json", donnees.parution_json, name="parution-export-json"),
)

handler400 = erreurs.bad_request
handler403 = erreurs.permission_denied
handler404 = erreurs.page_not_found
handler429 = erreurs.too_many_requests  # asked for by allauth
handler500 = erreurs.server_error
