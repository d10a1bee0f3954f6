"""Fixtures of the tests in a real browser.

Each page opened is also watched: a violation of the content policy, a script error, an error of the console
or a request to another host fails the test that opened it.

    def test_visitor_reads_a_session(new_page, seance):
        page = new_page(width=320, dark=True)
        page.goto(seance.get_absolute_url())
"""

import os
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from tools.systeme import find_chromium

SPY = """
addEventListener("securitypolicyviolation", event => noteViolation(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium():
    # The driver runs an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Chromium's own sandbox does not work for root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


class Faults:
    """What went wrong in the pages of one test. An answer the test wants refused is named by its status."""

    def __init__(self, origin, expected_statuses):
        self.origin = urlsplit(origin).netloc
        self.expected = tuple(f"status of {status} " for status in expected_statuses)
        self.seen = []

    def watch(self, context):
        context.expose_binding("noteViolation", lambda _source, text: self.note(f"content policy: {text}"))
        context.add_init_script(SPY)
        context.on("console", self.note_console)
        context.on("weberror", lambda error: self.note(f"script error: {error.error}"))
        context.on("request", self.note_request)

    def note(self, fault):
        self.seen.append(fault)

    def note_console(self, message):
        if message.type == "error" and not any(status in message.text for status in self.expected):
            self.note(f"console: {message.text} ({message.location['url']})")

    def note_request(self, request):
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.netloc != self.origin:
            self.note(f"request to another host: {request.url}")


@pytest.fixture
def new_page(chromium, live_server):
    """Open a page as one reader has it: size, colours, script or none, language, signed in or not."""
    opened = []

    def open_page(
        *,
        width=1280,
        height=900,
        dark=False,
        forced_colors=False,
        javascript=True,
        user=None,
        expected_statuses=(),
    ):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            forced_colors="active" if forced_colors else "none",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            locale="fr-CA",
        )
        faults = Faults(live_server.url, expected_statuses)
        opened.append((context, faults))
        faults.watch(context)
        if user:
            context.add_cookies([session_cookie(user, live_server.url)])
        return context.new_page()

    yield open_page
    for context, _faults in opened:
        context.close()
    seen = [fault for _context, faults in opened for fault in faults.seen]
    assert not seen, "The pages were not clean:\n" + "\n".join(seen)


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def signed_in_page(new_page):
    def open_page(user, **options):
        return new_page(user=user, **options)

    return open_page


def session_cookie(user, url):
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@pytest.fixture(scope="session")
def axe():
    """Return a function that fails, in readable lines, when axe finds a violation on a page."""
    engine = Axe()

    def check(page):
        # With preload, axe inserts a <style> of its own, which the content policy rightly reports.
        rules = {"type": "tag", "values": AXE_TAGS}
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        violations = engine.run(page, options=options).response["violations"]
        assert not violations, f"{page.url}\n" + "\n".join(map(describe, violations))

    return check


def describe(violation):
    nodes = "".join(
        f"\n    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}\n      "
        + node["failureSummary"].replace("\n", "\n      ")
        for node in violation["nodes"]
    )
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}{nodes}"
