"""What a page says and where it leads, read as a browser reads it."""

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

ORIGIN = "http://testserver"
SILENT = {"script", "style", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SAID = ("alt", "aria-label", "placeholder", "title")
# What in an address leads to the like of itself, and so on.
ENDLESS = ("mois=", "comparer/?m=")
BUTTONS = {"submit", "button", "reset"}


class Page(HTMLParser):
    """`texts` are (language, words said), `links` the addresses, `tags` the elements (name, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.links, self._open = [], [], [], []
        self.feed(html)
        self.close()

    @property
    def lang(self):
        return next((attrs.get("lang", "") for tag, attrs in self.tags if tag == "html"), "")

    def said_in(self, langue):
        """What the page says in `langue`, piece by piece."""
        return [text for read, text in self.texts if read.startswith(langue)]

    def count(self, name):
        return sum(tag == name for tag, _attrs in self.tags)

    def values_of(self, attribute):
        return [attrs[attribute] for _tag, attrs in self.tags if attribute in attrs]

    def inline_code(self):
        """What a strict content policy refuses: styles and scripts written in the page."""
        faults = [
            f"<{tag} {name}>"
            for tag, attrs in self.tags
            for name in attrs
            if name.startswith("on") or name == "style" or (attrs[name] or "").startswith("javascript:")
        ]
        data = {"application/ld+json", "application/json"}
        for tag, attrs in self.tags:
            if tag == "style" or (tag == "script" and "src" not in attrs and attrs.get("type") not in data):
                faults.append(f"<{tag}>")
        return faults

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag not in VOID:
            self._open.append((tag, attrs.get("lang")))
        read = attrs.get("lang") or self._language()
        said = [attrs[name] for name in SAID if attrs.get(name)]
        if tag == "input" and attrs.get("type") in BUTTONS:
            said.append(attrs.get("value") or "")
        self.texts += [(read, words(text)) for text in said]
        self.links += [attrs[name] for name in ("href", "src", "action") if attrs.get(name)]

    def handle_endtag(self, tag):
        if any(name == tag for name, _lang in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if data.strip() and not any(name in SILENT for name, _lang in self._open):
            self.texts.append((self._language(), words(data)))

    def _language(self):
        return next((lang for _tag, lang in reversed(self._open) if lang), "")


def words(text):
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def crawl(client, *starts, limit=1500):
    """Every address that a reader reaches from `starts` by following links: {address: `Visit`}."""
    waiting, seen = list(starts), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        assert len(seen) < limit, f"A site without end: {address}"
        seen[address] = Visit(client, address)
        waiting += [link for link in seen[address].internal_links() if link not in seen]
    return seen


class Visit:
    """An answer read to its end, file included."""

    def __init__(self, client, address):
        self.address, response = address, client.get(address)
        self.status, self.headers = response.status_code, response.headers
        self.content = body(response)
        is_page = response.get("Content-Type", "").startswith("text/html")
        self.page = Page(self.content.decode()) if is_page else None

    def internal_links(self):
        """Where the page leads inside the site, without fragments.

        The calendar only one month away; of a comparison, none of those with one more or one less.
        """
        if self.page is None:
            return []
        links = [urljoin(f"{ORIGIN}{self.address}", urldefrag(link).url) for link in self.page.links]
        links = [link.removeprefix(ORIGIN) for link in links if link.startswith(f"{ORIGIN}/")]
        endless = next((mark for mark in ENDLESS if mark in self.address), None)
        return [link for link in links if endless is None or endless not in link]


def body(response):
    """The content, of a file too, which is then closed."""
    return b"".join(response.streaming_content) if response.streaming else response.content
