"""Each check of the shared models finds the row that wants work, and leaves the others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gediq import registre
from gediq.models import ChiffreAnnonce, Courriel, Identite, NomOrganisme, Organisme, Publication, Theme
from tests.factories.gediq import create_page, create_theme
from tests.factories.personnes import create_courriel

pytestmark = pytest.mark.django_db


def found(code):
    (controle,) = [controle for controle in registre.controles if controle.code == code]
    return list(controle.rows())


def test_each_check_has_its_own_code_and_gives_rows_of_its_model():
    codes = [controle.code for controle in registre.controles]

    assert len(set(codes)) == len(codes)
    assert all(controle.rows().model is controle.model for controle in registre.controles)


def test_figure_that_disagrees(monkeypatch):
    monkeypatch.setattr(registre, "calculs", {"ecart": Theme.objects.all})
    create_theme()
    ecart = ChiffreAnnonce.objects.create(code="ecart", valeur=3, libelle_fr="x", libelle_en="x")

    assert found("chiffre-different") == [ecart]


def test_identity_without_email_or_person_in_charge():
    identite = Identite.objects.create(id=1, responsable_renseignements_fr="Direction générale")

    assert found("identite-sans-courriel") == found("identite-sans-responsable") == [identite]
    Identite.objects.update(courriel="a@exemple.org", courriel_renseignements="b@exemple.org")
    assert found("identite-sans-courriel") == found("identite-sans-responsable") == []


def test_page_in_draft_without_text_or_without_english():
    whole = {"texte_fr": "<p>Oui</p>", "texte_en": "<p>Yes</p>"}
    create_page(**whole)
    draft = create_page(**whole, publication=Publication.BROUILLON)
    empty = create_page()
    french = create_page(texte_fr="<p>Oui</p>")

    assert found("page-brouillon") == [draft]
    assert found("page-sans-texte") == [empty]
    assert found("page-sans-anglais") == [french]


def test_theme_without_english_name():
    create_theme()
    french = create_theme(nom_en="")

    assert found("theme-sans-anglais") == [french]


def test_organisation_without_a_name():
    nameless = Organisme.objects.create(code="sans-nom")
    NomOrganisme.objects.create(organisme=Organisme.objects.create(code="nommee"), nom_fr="Nommée")

    assert found("organisme-sans-nom") == [nameless]


def test_mail_that_has_not_arrived_or_that_still_waits():
    now = timezone.now()
    refused, returned = (create_courriel(statut=statut) for statut in ("refuse", "revenu"))
    create_courriel(renvoi_de=create_courriel(statut="incertain"))
    waiting, old = create_courriel(statut="a_envoyer"), create_courriel(statut="refuse")
    create_courriel(statut="a_envoyer")
    stuck = create_courriel(statut="en_cours")
    Courriel.objects.filter(pk__in=[waiting.pk, stuck.pk]).update(created_at=now - timedelta(hours=2))
    Courriel.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=31))

    assert set(found("courriel-non-arrive")) == {refused, returned}
    assert set(found("courriel-en-attente")) == {waiting, stuck}
