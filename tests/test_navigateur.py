"""The watch kept on pages opened in the browser sees each kind of fault."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.__main__ import run_pytest
from tests.navigateur import Faults

CONFIG = Path(__file__).parent.parent / "pyproject.toml"
ORIGIN = "http://exemple.test"
POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'", "Content-Type": "text/html"}


@pytest.fixture
def watched(chromium):
    """Show one page, under a strict content policy, and return what the watch noted."""

    def show(body, *, address="/page", status=200, expected_statuses=()):
        faults = Faults(ORIGIN, expected_statuses)
        context = chromium.new_context(base_url=ORIGIN)
        faults.watch(context)
        context.route("**/*", lambda route: route.fulfill(body="throw 1", content_type="text/javascript"))
        context.route("**/page", lambda route: route.fulfill(body=body, status=status, headers=POLICY))
        context.new_page().goto(address)
        context.close()
        return " ".join(faults.seen)

    return show


def test_clean_page_has_no_fault(watched):
    assert watched("<p>Bonjour</p>") == ""


def test_inline_style_is_a_violation(watched):
    assert "content policy: style-src-attr inline" in watched('<p style="color:red">Bonjour</p>')


def test_script_error_is_a_fault(watched):
    assert "script error: 1" in watched('<script src="/faute.js"></script>')


def test_request_to_another_host_is_a_fault(watched):
    assert "another host: http://ailleurs.test/page" in watched("", address="http://ailleurs.test/page")


def test_refused_answer_is_a_fault_unless_expected(watched):
    assert "status of 409" in watched("<p>Refusé</p>", status=409)
    assert watched("<p>Refusé</p>", status=409, expected_statuses=[409]) == ""


def test_axe_names_the_rule_and_the_element(chromium, axe):
    page = chromium.new_page()
    page.set_content('<html lang="fr"><title>Essai</title><main><h1>Essai</h1><input id="nom"></main></html>')

    with pytest.raises(AssertionError, match=r"label \(critical\)[\s\S]*#nom"):
        axe(page)
    page.context.close()


def test_pages_open_as_the_reader_has_them(new_page):
    page = new_page(width=320, dark=True, forced_colors=True)

    assert page.evaluate("innerWidth") == 320
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")


def test_signed_in_page_belongs_to_the_person(signed_in_page, admin_user):
    page = signed_in_page(admin_user)

    page.goto("/admin/")

    assert urlsplit(page.url).path == "/admin/"


@pytest.mark.outillage
def test_fault_of_a_page_fails_the_test_that_opened_it(tmp_path):
    (tmp_path / "test_page.py").write_text(
        "def test_unclean(new_page): new_page().goto('/fr/introuvable/')\n"
        "def test_clean(new_page): new_page(expected_statuses=[404]).goto('/fr/introuvable/')\n"
    )

    counts, _code = run_pytest("SQLite", None, ["-c", str(CONFIG), "-p", "tests.conftest", str(tmp_path)])

    assert counts == {"passed": 0, "browser": 2, "failed": 1}
