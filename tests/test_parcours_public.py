"""Every public address, in both languages: its answer, its headers, its HTML. An unknown address fails."""

import re
from collections import Counter
from urllib.parse import urldefrag

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.adresses import (
    FILES,
    FOR_GOOD,
    LANGUES,
    OTHER_ARGUMENTS,
    OTHERS,
    PAGES,
    PUBLIC,
    create_site,
    names_of_the_site,
    public_path,
)
from tests.pages import Page, body, crawl

pytestmark = pytest.mark.django_db

FILE_POLICY = "default-src 'none'; sandbox"


@pytest.fixture(scope="module")
def rows(module_rows):
    return create_site(2)


@pytest.fixture
def path_of(rows):
    return lambda name, langue: public_path(name, langue, rows)


def test_every_address_of_the_site_has_its_answer_here():
    assert sorted(names_of_the_site()) == sorted([*PUBLIC, *OTHERS])


@pytest.mark.parametrize("name", OTHERS)
def test_address_without_language_answers_as_stated(client, rows, name):
    status, is_personal = OTHERS[name]

    response = client.get(reverse(name, args=OTHER_ARGUMENTS.get(name)))

    assert response.status_code == status
    assert is_personal or not response.cookies


# --- Headers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("name", PUBLIC)
def test_answer_can_be_kept_and_served_to_all(client, path_of, name, langue):
    path, (_arguments, kind) = path_of(name, langue), PUBLIC[name]

    response = client.get(path)

    content = body(response)
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Content-Language"] == langue
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cache-Control"] == keeping_of(name)
    assert response["Content-Security-Policy"] == policy_of(name)
    assert re.fullmatch(r'"[^"]+"', response["ETag"])
    assert content


def keeping_of(name):
    for_good = "public, max-age=31536000, immutable"
    return for_good if name in FOR_GOOD else "public, max-age=0, must-revalidate"


def policy_of(name):
    return FILE_POLICY if name in FILES else settings.PUBLIC_CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("name", PUBLIC)
def test_answer_already_held_is_not_sent_again(client, path_of, name, langue):
    path = path_of(name, langue)
    first = client.get(path)
    body(first)

    again = client.get(path, headers={"if-none-match": f'"autre", {first["ETag"]}'})

    assert (again.status_code, body(again)) == (304, b"")
    kept = ("ETag", "Cache-Control", "Content-Security-Policy")
    assert [again[header] for header in kept] == [first[header] for header in kept]


@pytest.mark.parametrize("name", PUBLIC)
def test_head_answers_like_get_without_a_body(client, path_of, name):
    path = path_of(name, "fr")

    head, get = client.head(path), client.get(path)

    assert (head.status_code, body(head)) == (200, b"")
    assert head["Content-Length"] == str(len(body(get)))
    assert head["Content-Type"] == get["Content-Type"]


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_addresses_are_only_read(client, path_of, name, method):
    response = getattr(client, method)(path_of(name, "fr"))

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("name", PUBLIC)
def test_the_answer_does_not_depend_on_the_browser_nor_on_who_asks(path_of, rows, name):
    path = path_of(name, "fr")
    plain = body(Client().get(path))

    odd = Client(headers={"accept-language": "en", "cookie": "sessionid=x; csrftoken=y; django_language=en"})

    assert body(odd.get(path)) == plain


# --- HTML ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_well_made(client, path_of, name, langue):
    html = client.get(path_of(name, langue)).text
    page = Page(html)

    ids = page.values_of("id")
    assert page.lang == f"{langue}-CA"
    assert page.count("h1") == page.count("main") == 1
    assert page.inline_code() == []
    assert len(ids) == len(set(ids))
    assert not re.search(r"\{\{|\{%|\bNone\b", html)
    assert set(referred(page)) <= set(ids)


def referred(page):
    """What labels, descriptions and anchors of the page itself point to."""
    for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
        for value in page.values_of(name):
            yield from value.split()
    yield from (link[1:] for link in page.links if link.startswith("#") and len(link) > 1)


@pytest.mark.parametrize("langue", LANGUES)
def test_error_page_of_an_unknown_address_is_well_made(client, langue):
    response = client.get(f"/{langue}/nulle-part/")

    page = Page(response.text)
    assert response.status_code == 404
    assert (page.lang, page.count("h1"), page.inline_code()) == (f"{langue}-CA", 1, [])
    assert response["Content-Security-Policy"] == settings.PUBLIC_CONTENT_SECURITY_POLICY
    assert not response.cookies


# --- Links ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def visits(rows):
    """Every address reached by links from the two home pages."""
    return crawl(Client(), "/fr/", "/en/")


def test_every_link_of_the_site_leads_somewhere_and_never_to_the_back_office(visits):
    """The space of municipalities asks who it is; nothing else does."""
    spaces = {f"/{langue}/espace/": 302 for langue in LANGUES}

    assert {path: visit.status for path, visit in visits.items() if visit.status != 200} == spaces
    assert [path for path in visits if path.startswith(("/admin/", "/comptes/"))] == []


@pytest.mark.parametrize("langue", LANGUES)
def test_every_public_address_is_reached_by_links(visits, path_of, langue):
    reached = {address.partition("?")[0] for address in visits}

    assert [name for name in PUBLIC if path_of(name, langue) not in reached] == []


def test_every_anchor_leads_to_a_place_of_its_page(visits):
    places = {path: set(visit.page.values_of("id")) for path, visit in visits.items() if visit.page}
    broken = [
        (path, link)
        for path in places
        for link in visits[path].page.links
        for target, place in [urldefrag(link)]
        if place and place not in places.get(target or path, {place})
    ]

    assert broken == []


def test_each_page_has_a_title_of_its_own(visits):
    titles = {
        path: re.search("<title>(.*?)</title>", visit.content.decode())[1]
        for path, visit in visits.items()
        # A training given twice has one title.
        if visit.status == 200 and visit.page and "?" not in path and "/seances/" not in path
    }
    doubles = [title for title, count in Counter(titles.values()).items() if count > 1]

    assert {path: title for path, title in titles.items() if title in doubles} == {}
