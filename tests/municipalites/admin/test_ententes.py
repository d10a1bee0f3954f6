"""Agreements in the back office: who signed, the file, what a refused form keeps."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gediq.models import Publication
from municipalites.models import Entente, Niveau, ProgrammeAide
from tests.factories.comptes import create_utilisateur
from tests.factories.fichiers import pdf_bytes, upload
from tests.factories.gediq import create_organisme
from tests.factories.municipalites import create_entente, create_municipalite, create_territoire
from tests.formulaires import posted_by
from tests.pages import body

ENTENTES = "/admin/municipalites/entente/"


@pytest.fixture
def redaction(client, db):
    client.force_login(create_utilisateur("Rédaction"))
    return client


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def change(entente):
    return f"{ENTENTES}{entente.pk}/change/"


def rows_of(response):
    return list(response.context["cl"].result_list)


def test_agreement_is_added_with_its_signatories_its_ministry_and_its_file(redaction):
    ville, mrc = create_municipalite(), create_territoire()
    chosen = {"signataires": [str(ville.pk), str(mrc.pk)], "organisme": create_organisme().pk}
    data = posted_by(redaction.get(f"{ENTENTES}add/"), **chosen, date_debut="2020-04-01")

    response = redaction.post(f"{ENTENTES}add/", {**data, "fichier": upload("é" * 200 + ".pdf", pdf_bytes())})

    entente = Entente.objects.get()
    assert response.status_code == 302
    assert set(entente.signataires.values_list("pk", flat=True)) == {ville.pk, mrc.pk}
    assert entente.fichier.name.startswith("ententes/")
    assert "é" not in entente.fichier.name


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("entente.exe", b"MZ", "Ce type de fichier n’est pas accepté"),
        ("entente.pdf", b"<html><script>", "Le contenu du fichier ne correspond pas"),
        ("entente.pdf", b"", "Le fichier est vide."),
    ],
)
def test_file_that_is_not_what_it_says_is_refused_in_words(redaction, name, content, sentence):
    entente = create_entente(create_municipalite())
    data = posted_by(redaction.get(change(entente)), fichier=upload(name, content))

    response = redaction.post(change(entente), data)

    entente.refresh_from_db()
    assert (response.status_code, bool(entente.fichier)) == (200, False)
    assert sentence in response.content.decode()


def test_stored_file_is_read_by_staff_and_may_be_dropped(redaction):
    entente = create_entente(create_municipalite(), publication=Publication.BROUILLON)
    entente.fichier.save("texte.pdf", ContentFile(pdf_bytes()))
    link = f"{ENTENTES}{entente.pk}/fichier"
    page = redaction.get(change(entente))
    read = redaction.get(link)
    dropped = redaction.post(change(entente), {**posted_by(page), "fichier-clear": "on"})

    entente.refresh_from_db()
    assert link in page.content.decode()
    assert (read["Content-Type"], body(read)) == ("application/pdf", pdf_bytes())
    assert (dropped.status_code, bool(entente.fichier)) == (302, False)
    assert redaction.get(link).status_code == 404


def test_file_kept_by_a_form_that_does_not_touch_it(redaction):
    entente = create_entente(create_municipalite())
    entente.fichier.save("texte.pdf", ContentFile(pdf_bytes()))

    redaction.post(change(entente), posted_by(redaction.get(change(entente)), mandataire="Une ville"))

    kept = Entente.objects.get()
    assert (kept.mandataire, kept.fichier.name) == ("Une ville", entente.fichier.name)


def test_signatories_are_told_apart_where_two_places_share_a_name(redaction):
    mrc = create_territoire(nom="MRC du Lac")
    create_municipalite(nom="Saint-Sulpice", code="99501", parent=mrc)
    kept = create_municipalite(nom="Saint-Sulpice", code="99502")
    entente = create_entente(kept)
    field = {"app_label": "municipalites", "model_name": "entente", "field_name": "signataires"}

    found = redaction.get("/admin/autocomplete/", {**field, "term": "saint sulpice"}).json()

    assert [result["text"] for result in found["results"]] == [
        "Saint-Sulpice (99501, MRC du Lac)",
        "Saint-Sulpice (99502)",
    ]
    assert "Saint-Sulpice (99502)" in redaction.get(change(entente)).content.decode()


def test_signatory_that_is_no_number_is_refused_without_a_failure(redaction):
    entente = create_entente(create_municipalite())
    data = posted_by(redaction.get(change(entente)), signataires=["x", "9" * 40])

    assert redaction.post(change(entente), data).status_code == 200
    assert entente.signataires.count() == 1


def test_agreements_are_filtered_by_a_day_by_region_and_found_by_signatory(redaction):
    region = create_territoire(Niveau.REGION)
    mrc = create_territoire(parent=region)
    ville = create_municipalite(parent=mrc, nom="Ville-Cherchée")
    running = create_entente(ville, date_debut="2018-01-01", date_fin="2020-12-31")
    ended = create_entente(create_municipalite(), date_debut="2010-01-01", date_fin="2012-12-31")

    assert rows_of(redaction.get(f"{ENTENTES}?en_vigueur=2019-06-01")) == [running]
    assert rows_of(redaction.get(f"{ENTENTES}?en_vigueur=2012-12-31")) == [ended]
    assert len(rows_of(redaction.get(f"{ENTENTES}?en_vigueur=hier"))) == 2
    assert rows_of(redaction.get(f"{ENTENTES}?region={region.code}")) == [running]
    assert rows_of(redaction.get(f"{ENTENTES}?q=cherchee")) == [running]


def test_agreements_are_published_together_from_their_list(redaction):
    ententes = [
        create_entente(create_municipalite(), publication=Publication.BROUILLON) for _rank in range(2)
    ]
    act = {"action": "publish_selected", "_selected_action": [row.pk for row in ententes], "confirmer": "oui"}

    page = redaction.post(ENTENTES, act, follow=True).content.decode()

    assert set(Entente.objects.values_list("publication", flat=True)) == {Publication.PUBLIEE}
    assert "2 fiches publiées." in page


def test_reader_sees_an_agreement_and_changes_nothing(client, db):
    entente = create_entente(create_municipalite())
    client.force_login(create_utilisateur("Lecture"))

    assert client.get(change(entente)).status_code == 200
    assert client.post(change(entente), {"mandataire": "Autre"}).status_code == 403


def test_agreement_has_no_preview_since_it_has_no_page_of_its_own(redaction):
    entente = create_entente(create_municipalite(), publication=Publication.BROUILLON)

    assert redaction.get(f"{ENTENTES}{entente.pk}/apercu/").status_code == 404
    assert "/apercu/" not in redaction.get(change(entente)).content.decode()


def test_code_of_a_source_is_given_once(redaction):
    url = "/admin/municipalites/source/"
    data = posted_by(redaction.get(f"{url}add/"), code="ville-99001", producteur_fr="Ville", titre_fr="Bilan")
    added = redaction.post(f"{url}add/", data)
    source = redaction.get(url).context["cl"].result_list[0]
    page = posted_by(redaction.get(f"{url}{source.pk}/change/"))

    redaction.post(f"{url}{source.pk}/change/", {**page, "code": "autre", "titre_fr": "Bilan 2021"})

    source.refresh_from_db()
    assert (added.status_code, "code" in page) == (302, False)
    assert (source.code, source.titre_fr) == ("ville-99001", "Bilan 2021")


def test_list_makes_as_many_queries_for_one_row_as_for_three(redaction):
    def count():
        redaction.get(ENTENTES)
        with CaptureQueriesContext(connection) as queries:
            redaction.get(ENTENTES)
        return len(queries)

    programme = ProgrammeAide.objects.create(code="pac", nom_fr="Programme inventé")
    create_entente(create_municipalite(), create_municipalite(), programme_aide=programme)
    one = count()
    for _rank in range(2):
        create_entente(create_municipalite(), create_municipalite(), programme_aide=programme)

    assert count() == one
