"""Addresses about municipalities, after the language; a code decides, the name only helps to read."""

from django.urls import path, register_converter

from . import exports, views
from .views import couverture, releve


class AdresseConverter:
    """« 66023-montreal »: a code, even one being mistyped, then anything, which the page puts right."""

    regex = "[0-9A-Za-z]+(?:-[^/]*)?"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(AdresseConverter, "adresse")

app_name = "municipalites"
urlpatterns = [
    path("municipalites/", views.municipalite_liste, name="municipalite-liste"),
    path("municipalites/comparer/", views.comparaison_detail, name="comparaison-detail"),
    path("municipalites/comparer.csv", exports.comparaison_csv, name="comparaison-export-csv"),
    path("municipalites/annuaire.csv", exports.municipalites_csv, name="municipalite-export-csv"),
    path("municipalites/annuaire.json", exports.municipalites_json, name="municipalite-export-json"),
    path("municipalites/couverture/", couverture.couverture_detail, name="couverture-detail"),
    path("municipalites/couverture.csv", couverture.couverture_csv, name="couverture-export"),
    path("municipalites/<adresse:adresse>/", views.municipalite_detail, name="municipalite-detail"),
    path(
        "municipalites/<adresse:adresse>/chiffres.csv",
        views.municipalite_chiffres,
        name="municipalite-chiffres-export",
    ),
    path("municipalites/ententes/<int:pk>/fichier", views.entente_fichier, name="entente-fichier"),
    path("espace/releve/<str:token>/", releve.releve_creer, name="releve-creer"),
]
