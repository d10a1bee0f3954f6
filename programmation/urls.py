"""Addresses of the programme, after the language."""

from django.urls import path

from . import exports, feeds, views

app_name = "programmation"
urlpatterns = [
    path("programmation/", views.seance_liste, name="seance-liste"),
    path("programmation/calendrier/", views.seance_calendrier, name="seance-calendrier"),
    path("programmation/calendrier.ics", exports.seances_ics, name="seance-export-ics"),
    path("programmation/calendrier.atom", feeds.seances_atom, name="seance-export-atom"),
    path("programmation/calendrier.json", exports.seances_json, name="seance-export-json"),
    path("programmation/calendrier.csv", exports.seances_csv, name="seance-export-csv"),
    path("programmation/seances/<slug:code>/", views.seance_detail, name="seance-detail"),
    path("programmation/seances/<slug:code>.ics", exports.seance_ics, name="seance-detail-ics"),
    path("programmation/brochure/", views.brochure_detail, name="brochure-detail"),
    path("programmation/brochure.pdf", views.brochure_pdf, name="brochure-export-pdf"),
    path("referentiels/", views.referentiel_liste, name="referentiel-liste"),
    path("referentiels/<int:numero>/", views.referentiel_detail, name="referentiel-detail"),
    path(
        "referentiels/<int:numero>/citation.<str:forme>",
        views.referentiel_citation,
        name="referentiel-export",
    ),
    path("documents/<int:pk>/", views.document_detail, name="document-detail"),
    path("documents/<int:pk>/fichier", views.document_fichier, name="document-fichier"),
    path("documents/<int:pk>/editions/<int:numero>/", views.edition_detail, name="edition-detail"),
    path("documents/<int:pk>/editions/<int:numero>/fichier", views.edition_fichier, name="edition-fichier"),
]
