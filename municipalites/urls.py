"""Addresses about municipalities, after the language; a code decides, the name only helps to read."""

from django.urls import path, register_converter

from . import exports, views
from .views import collegues, couverture, espace, invitation, releve


class AdresseConverter:
    """« 66023-montreal »: a code, even one being mistyped, then anything, which the page puts right."""

    regex = "[0-9A-Za-z]+(?:-[^/]*)?"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class CodeConverter(AdresseConverter):
    """The code alone, as it is written."""

    regex = "[0-9A-Z]{5}"


register_converter(AdresseConverter, "adresse")
register_converter(CodeConverter, "code")

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
    path("espace/", espace.espace_detail, name="espace-detail"),
    path("espace/profil/", espace.espace_profil, name="espace-profil"),
    path("espace/invitation/", invitation.invitation_redemander, name="invitation-redemander"),
    path("espace/invitation/<str:token>/", invitation.invitation_accepter, name="invitation-accepter"),
    path("espace/releve/<str:token>/", releve.releve_creer, name="releve-creer"),
    path("espace/<code:code>/", espace.espace_municipalite, name="espace-municipalite"),
    path("espace/<code:code>/inviter/", collegues.espace_inviter, name="espace-inviter"),
    path("espace/<code:code>/quitter/", collegues.espace_quitter, name="espace-quitter"),
    path("espace/<code:code>/acces/<int:pk>/role/", collegues.acces_modifier, name="acces-modifier"),
    path("espace/<code:code>/acces/<int:pk>/retirer/", collegues.acces_revoquer, name="acces-revoquer"),
    path(
        "espace/<code:code>/invitations/<int:pk>/relancer/",
        collegues.invitation_relancer,
        name="invitation-relancer",
    ),
    path("espace/<code:code>/invitations/<int:pk>/lien/", collegues.invitation_lien, name="invitation-lien"),
    path(
        "espace/<code:code>/invitations/<int:pk>/retirer/",
        collegues.invitation_revoquer,
        name="invitation-revoquer",
    ),
]
