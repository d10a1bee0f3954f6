"""Depositing files: nothing lost, one number each, one entry in the history."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connections
from reversion.models import Version

from gediq.models import Publication
from programmation.domain.editions import add_edition, deposit_document
from programmation.models import Document, Edition
from tests.factories.comptes import create_utilisateur
from tests.factories.fichiers import create_edition, pdf_bytes, upload
from tests.factories.programmation import create_document, create_referentiel, create_seance

pytestmark = pytest.mark.django_db


def stored_files():
    return set(Path(settings.MEDIA_ROOT).rglob("*.pdf"))


def test_deposited_file_becomes_a_draft_with_its_first_edition():
    utilisateur = create_utilisateur()
    referentiel, seance = create_referentiel(), create_seance()
    content = pdf_bytes(pages=3, titre="Reaching out", langue="en")

    document = deposit_document(
        by=utilisateur, fichier=upload("x.pdf", content), referentiel=referentiel, seance=seance
    )

    document.refresh_from_db()
    assert (document.titre_fr, document.langue, document.publication) == (
        "Reaching out",
        "en",
        Publication.BROUILLON,
    )
    assert (document.referentiel, document.seance, document.created_by) == (referentiel, seance, utilisateur)
    edition = document.editions.get()
    assert (edition.numero, edition.pages, edition.taille) == (1, 3, len(content))
    assert edition.fichier.read() == content
    edition.fichier.close()


def test_name_of_the_file_never_reaches_the_storage():
    document = deposit_document(by=create_utilisateur(), fichier=upload("../secret\u202e.pdf", pdf_bytes()))

    name = document.editions.get().fichier.name
    assert name.startswith("documents/")
    assert "secret" not in name


def test_next_edition_takes_the_next_number_and_describes_itself():
    document = create_document()
    create_edition(document, numero=7)

    edition = add_edition(
        document,
        by=create_utilisateur(),
        fichier=upload("x.pdf", pdf_bytes(pages=2)),
        note_fr="Chiffres de 2021.",
    )

    assert (edition.numero, edition.pages, edition.type_mime, edition.note_fr) == (
        8,
        2,
        "application/pdf",
        "Chiffres de 2021.",
    )
    assert document.newest_edition == edition


def test_web_address_is_an_edition_without_file():
    edition = add_edition(create_document(), by=create_utilisateur(), adresse="https://exemple.org/guide")

    assert (edition.fichier.name, edition.taille, edition.sha256) == ("", 0, "")


@pytest.mark.parametrize(
    "adresse", ["ftp://exemple.org/a", "javascript:alert(1)", "/etc/passwd", "https://", "http://a\r\nb.org/"]
)
def test_address_that_is_not_of_the_web_is_refused(adresse):
    with pytest.raises(ValidationError):
        add_edition(create_document(), by=create_utilisateur(), adresse=adresse)

    assert not Edition.objects.exists()


@pytest.mark.parametrize("both", [True, False])
def test_edition_has_a_file_or_an_address_never_both_nor_none(both):
    given = {"fichier": upload("x.pdf", pdf_bytes()), "adresse": "https://exemple.org/"} if both else {}

    with pytest.raises(ValidationError, match="un fichier ou une adresse"):
        add_edition(create_document(), by=create_utilisateur(), **given)


def test_refused_edition_leaves_no_file_behind():
    before = stored_files()

    with pytest.raises(ValidationError):
        add_edition(
            create_document(),
            by=create_utilisateur(),
            fichier=upload("x.pdf", pdf_bytes()),
            note_en="No French.",
        )

    assert stored_files() == before


def test_refused_file_creates_no_document():
    with pytest.raises(ValidationError):
        deposit_document(by=create_utilisateur(), fichier=upload("x.pdf", b"<html>"))

    assert not Document.objects.exists()


def test_one_entry_of_the_history_holds_the_document_and_its_edition():
    utilisateur = create_utilisateur()
    document = deposit_document(by=utilisateur, fichier=upload("x.pdf", pdf_bytes()))

    edition = add_edition(document, by=utilisateur, fichier=upload("x.pdf", pdf_bytes()))

    entries = Version.objects.get_for_object(document)
    assert [entry.revision.user for entry in entries] == [utilisateur, utilisateur]
    assert Version.objects.get_for_object(edition).get().revision == entries[0].revision
    assert document.verrou == 2


@pytest.mark.django_db(transaction=True)
def test_editions_added_at_once_are_all_kept_with_their_own_numbers():
    document, utilisateur = create_document(), create_utilisateur()

    def add(rank):
        try:
            own = Document.objects.get(pk=document.pk)
            return add_edition(own, by=utilisateur, fichier=upload("x.pdf", pdf_bytes(pages=rank))).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(add, range(1, 9)))

    editions = Edition.objects.filter(pk__in=added)
    assert sorted(edition.numero for edition in editions) == list(range(1, 9))
    assert sorted(edition.pages for edition in editions) == list(range(1, 9))
    document.refresh_from_db()
    assert document.verrou == 8
    assert all(default_storage.exists(edition.fichier.name) for edition in editions)
