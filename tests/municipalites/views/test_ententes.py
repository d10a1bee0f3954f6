"""The file of an agreement."""

import pytest
from django.core.files.base import ContentFile

from tests.factories.fichiers import pdf_bytes
from tests.factories.municipalites import create_entente, create_municipalite
from tests.pages import body

pytestmark = pytest.mark.django_db


@pytest.fixture
def entente():
    entente = create_entente(create_municipalite())
    entente.fichier.save("0123.pdf", ContentFile(pdf_bytes()))
    return entente


def fetch(client, entente, **headers):
    return client.get(f"/fr/municipalites/ententes/{entente.pk}/fichier", **headers)


def test_file_comes_as_an_attachment_under_a_name_of_ours(client, entente):
    response = fetch(client, entente)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"].startswith('attachment; filename="Entente, 2018.pdf"')
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert body(response) == pdf_bytes()


def test_file_already_held_is_not_sent_again(client, entente):
    first = fetch(client, entente)
    body(first)

    assert fetch(client, entente, headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize(("publication", "status"), [("brouillon", 404), ("retiree", 410)])
def test_only_the_file_of_a_public_agreement_is_handed_out(client, entente, publication, status):
    entente.publication, entente.motif_retrait_fr = publication, "Erreur."
    entente.save()

    assert fetch(client, entente).status_code == status


def test_agreement_without_file_and_file_gone_are_not_found(client, entente):
    entente.fichier.storage.delete(entente.fichier.name)

    assert fetch(client, entente).status_code == 404
    assert fetch(client, create_entente(create_municipalite())).status_code == 404
