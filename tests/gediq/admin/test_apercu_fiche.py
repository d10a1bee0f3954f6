"""Preview links of a draft, from its own page."""

import re

import pytest

from gediq.domain.publication import is_previewed
from gediq.models import LienApercu, Publication
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_page, create_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return create_page(publication=Publication.BROUILLON)


def url(page, name="apercu"):
    return f"/admin/gediq/page/{page.pk}/{name}/"


def test_link_is_created_by_post_and_shown_in_both_languages(ana, draft):
    created = ana.post(url(draft), {"creer": "1"}, follow=True).content.decode()
    link = LienApercu.objects.get()

    assert link.created_by.nom == "Ana"
    assert is_previewed(draft, link.jeton)
    for langue in ("fr", "en"):
        assert f"http://testserver/{langue}/pages/{draft.slug}/?apercu={link.jeton}" in created


def test_reading_the_page_creates_nothing(ana, draft):
    ana.get(url(draft))

    assert not LienApercu.objects.exists()


def test_link_is_revoked_by_post(ana, draft):
    ana.post(url(draft), {"creer": "1"})
    link = LienApercu.objects.get()
    ana.post(url(draft), {"revoquer": link.jeton})

    assert not is_previewed(draft, link.jeton)
    assert link.jeton not in ana.get(url(draft)).content.decode()


def test_link_of_another_record_is_not_revoked_from_here(ana, draft):
    other = create_page(publication=Publication.BROUILLON)
    ana.post(url(other), {"creer": "1"})
    link = LienApercu.objects.get()
    ana.post(url(draft), {"revoquer": link.jeton})

    assert is_previewed(other, link.jeton)


def test_only_who_may_change_the_record_previews_it(client, draft):
    client.force_login(create_utilisateur("Lecture"))

    assert client.get(url(draft)).status_code == 403
    assert client.post(url(draft), {"creer": "1"}).status_code == 403
    assert not LienApercu.objects.exists()


def test_draft_offers_its_preview_and_published_page_its_address(ana, draft):
    published = create_page()
    of_draft, of_published = (ana.get(url(page, "change")).content.decode() for page in (draft, published))

    assert url(draft) in of_draft
    assert "Voir sur le site" not in of_draft
    assert re.search(rf'href="/fr/pages/{published.slug}/"[^>]*>Voir sur le site', of_published)
    assert url(published) not in of_published


def test_what_is_never_published_has_no_preview(ana):
    theme = create_theme()

    assert ana.get(f"/admin/gediq/theme/{theme.pk}/apercu/").status_code == 404
