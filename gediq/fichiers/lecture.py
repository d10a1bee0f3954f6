"""What a file says of itself: nothing here is trusted, only proposed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lecture:
    """`texte` is an excerpt, enough to guess the language."""

    titre: str = ""
    pages: int | None = None
    langue: str = ""
    texte: str = ""
