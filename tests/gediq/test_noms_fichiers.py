"""Names that leave the site in headers, or reach the storage."""

import re

import pytest

from gediq.fichiers.noms import content_disposition, storage_name


@pytest.mark.parametrize(
    ("titre", "header"),
    [
        ("Guide", "attachment; filename=\"Guide.pdf\"; filename*=UTF-8''Guide.pdf"),
        (
            "L’été à Lévis – cœur",
            'attachment; filename="L\'ete a Levis  coeur.pdf"; '
            "filename*=UTF-8''L%E2%80%99%C3%A9t%C3%A9%20%C3%A0%20L%C3%A9vis%20%E2%80%93%20c%C5%93ur.pdf",
        ),
        ("難民", "attachment; filename=\"document.pdf\"; filename*=UTF-8''%E9%9B%A3%E6%B0%91.pdf"),
        (
            'a"b\\c/d;e%f',
            "attachment; filename=\"a b c d e f.pdf\"; filename*=UTF-8''a%20b%20c%20d%20e%20f.pdf",
        ),
        ("../..", "attachment; filename=\"document.pdf\"; filename*=UTF-8''document.pdf"),
        (
            "Plan\r\nSet-Cookie: a=b",
            'attachment; filename="Plan Set-Cookie a=b.pdf"; '
            "filename*=UTF-8''Plan%20Set-Cookie%20a%3Db.pdf",
        ),
        ("gpj.\u202efdp\x00", "attachment; filename=\"gpj.fdp.pdf\"; filename*=UTF-8''gpj.fdp.pdf"),
    ],
)
def test_download_is_named_after_the_title_and_nothing_else(titre, header):
    assert content_disposition(titre, "pdf") == header


def test_endless_title_gives_a_name_every_system_accepts():
    header = content_disposition("é" * 300, "pdf")

    assert len(header) < 1200
    assert header.isascii()


def test_stored_name_says_nothing_and_never_comes_twice():
    assert re.fullmatch(r"documents/[0-9a-f]{32}\.pdf", storage_name("pdf", "documents"))
    assert storage_name("pdf", "documents") != storage_name("pdf", "documents")
