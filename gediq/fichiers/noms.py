"""Names of files: what a person typed, made fit to be a title, a stored name or a download's name."""

import re
import unicodedata
import uuid
from pathlib import PurePosixPath
from urllib.parse import quote

TITLE_LENGTH = 300
# In UTF-8, once encoded, still far below what browsers and servers accept in one header.
DOWNLOAD_LENGTH = 120
FORBIDDEN_IN_DOWNLOAD = re.compile(r'[\\/:*?"<>|;%]+')
PROGRAM_PREFIX = re.compile(r"^Microsoft (Word|PowerPoint|Excel) - ", re.IGNORECASE)
FILE_NAME = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)
# What programs write when nobody gave a title.
EMPTY_TITLES = re.compile(
    r"^(untitled|sans titre|document|presentation|présentation|présentation powerpoint"
    r"|powerpoint presentation|diapositive|slide|title|titre|classeur|book|scan|numérisation)[\s\-_]*\d*$",
    re.IGNORECASE,
)


def clean_text(text):
    """Drop what no one sees (control characters, direction overrides) and join the spaces."""
    composed = unicodedata.normalize("NFC", str(text))
    spaced = (" " if char.isspace() else char for char in composed)
    visible = "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))
    return re.sub(" +", " ", visible).strip()


def base_name(name):
    """The last part of a path, whichever system wrote it."""
    return clean_text(re.split(r"[\\/]", str(name))[-1])


def extension_of(name):
    return PurePosixPath(base_name(name)).suffix.lower().removeprefix(".")


def readable_name(name):
    """Propose a title from a file's name: « rapport_final-2021.pdf » gives « Rapport final-2021 »."""
    stem = PurePosixPath(base_name(name)).stem
    if " " not in stem:
        stem = stem.replace("_", " ") if "_" in stem else stem.replace("-", " ")
    words = clean_text(stem).strip(" ._-")
    return (words[:1].upper() + words[1:])[:TITLE_LENGTH] or "Document"


def clean_title(title):
    return clean_text(PROGRAM_PREFIX.sub("", clean_text(title)))[:TITLE_LENGTH]


def is_sensible(title):
    """Tell whether the title found in a file was meant by someone."""
    return len(title) > 3 and not EMPTY_TITLES.match(title) and not FILE_NAME.search(title)


def storage_name(extension, folder):
    """A name that says nothing and cannot clash."""
    return f"{folder}/{uuid.uuid4().hex}.{extension}"


def content_disposition(title, extension):
    """The header of a download named after `title` (RFC 6266): an ASCII name, then the exact one."""
    name = FORBIDDEN_IN_DOWNLOAD.sub(" ", clean_text(title))
    name = re.sub(" +", " ", name).strip(" .")[:DOWNLOAD_LENGTH].rstrip(" .") or "document"
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("œ", "oe").replace("Œ", "Oe"))
    plain = plain.encode("ascii", "ignore").decode().strip(" .") or "document"
    return (
        f"attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{quote(name, safe='')}.{extension}"
    )
