"""Reads a form of a page as a browser without script would post it."""

from html.parser import HTMLParser


class FormParser(HTMLParser):
    """Values of the fields of every form of a page; rows that are only models of a row are left out."""

    def __init__(self):
        super().__init__()
        self.values = {}
        self.checkboxes = set()
        self._textarea = self._select = self._option = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "input" and name and attrs.get("type") not in ("submit", "button", "file", "image"):
            self._input(name, attrs)
        elif tag == "textarea" and name:
            self._textarea = name
            self.values[name] = ""
        elif tag == "select" and name:
            self._select = name, "multiple" in attrs
            self.values[name] = [] if "multiple" in attrs else ""
        elif tag == "option" and self._select and "selected" in attrs:
            self._choose(attrs.get("value", ""))

    def _input(self, name, attrs):
        if attrs.get("type") in ("checkbox", "radio"):
            if "checked" in attrs:
                self.values.setdefault(name, [])
                self.values[name] = [*self.values[name], attrs.get("value", "on")]
        else:
            self.values[name] = attrs.get("value", "")

    def _choose(self, value):
        name, multiple = self._select
        self.values[name] = [*self.values[name], value] if multiple else value

    def handle_data(self, data):
        if self._textarea:
            self.values[self._textarea] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._textarea:
            # The line break that opens a textarea is not part of its text.
            self.values[self._textarea] = self.values[self._textarea].removeprefix("\n")
            self._textarea = None
        elif tag == "select":
            self._select = None


def posted_by(response, **changes):
    """What a browser would post of the form on this page, with `changes` typed in."""
    parser = FormParser()
    parser.feed(response.content.decode())
    ignored = ("csrfmiddlewaretoken",)
    values = {
        name: value
        for name, value in parser.values.items()
        if "__prefix__" not in name and not name.startswith("_") and name not in ignored
    }
    return values | {name: value for name, value in changes.items() if value is not None}


def add_row(data, prefix, **values):
    """Type a new row in `data`, as the « add another » button would."""
    rank = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{rank}-{name}": value for name, value in values.items()}
    return {**data, f"{prefix}-TOTAL_FORMS": str(rank + 1), **row}
