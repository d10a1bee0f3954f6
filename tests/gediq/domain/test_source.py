"""The site's own texts: whole in both languages, well typed, and silent on what nobody knows yet."""

import re

import pytest
from django.urls import resolve

from gediq.domain.edition import recording
from gediq.domain.source import load_site
from gediq.models import Identite, Organisme, Page, Theme
from gediq.typographie import hints

pytestmark = pytest.mark.django_db
RICH_TEXTS = [(Page, "texte"), (Identite, "accueil")]


@pytest.fixture(autouse=True)
def site():
    with recording():
        load_site()


def texts(langue):
    return [getattr(row, f"{name}_{langue}") for model, name in RICH_TEXTS for row in model.objects.all()]


def test_five_pages_are_public_in_both_languages_and_linked_at_the_foot():
    pages = Page.objects.published().filter(au_pied=True)

    assert [page.slug for page in pages] == [
        "presentation",
        "a-propos",
        "accessibilite",
        "confidentialite",
        "nous-joindre",
    ]
    assert all(page.is_translated("en") for page in pages)


def test_identity_invents_no_contact():
    identite = Identite.objects.get()
    unknown = (
        identite.adresse_postale,
        identite.courriel,
        identite.telephone,
        identite.responsable_renseignements_fr,
        identite.courriel_renseignements,
    )

    assert not any(unknown)
    assert identite.is_translated("en")


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_texts_follow_the_typography_of_their_language(langue):
    assert [hint for text in texts(langue) for hint in hints(text, langue)] == []
    assert not any("'" in text for text in texts(langue))


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_links_of_the_texts_lead_to_pages_of_the_same_language(langue):
    links = [link for text in texts(langue) for link in re.findall(r'href="([^"]+)"', text)]
    slugs = set(Page.objects.values_list("slug", flat=True))

    assert links
    for link in links:
        assert link.startswith(f"/{langue}/")
        assert resolve(link.replace("/en/", "/fr/", 1)).kwargs.get("slug") in {None, *slugs}


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_rich_texts_come_out_of_the_cleaner_as_they_went_in(langue):
    for model, name in RICH_TEXTS:
        field = model._meta.get_field(f"{name}_{langue}")
        for row in model.objects.all():
            text = getattr(row, field.name)

            assert field.clean(text, row) == text


@pytest.mark.parametrize("model", [Page, Identite, Theme, Organisme], ids=lambda model: model.__name__)
def test_rows_pass_the_checks_of_the_form(model):
    for row in model.objects.all():
        row.full_clean()


def test_themes_have_a_name_in_both_languages():
    assert Theme.objects.count() == 11
    assert all(theme.is_translated("en") for theme in Theme.objects.all())
