"""Structured data for search engines, in a page that runs no script: the browser never executes it."""

import json

# Without these three signs, no text can close the <script> or open a comment in it.
INERT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


class InertJson(str):
    """JSON in which nothing is left to escape: entities are not read inside a <script>."""

    __slots__ = ()

    def __new__(cls, data):
        return super().__new__(cls, json.dumps(data, ensure_ascii=False).translate(INERT))

    def __html__(self):
        return str(self)
