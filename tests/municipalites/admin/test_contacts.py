"""The list of contacts, as somebody at the telephone uses it."""

import csv
import io
from datetime import date

import pytest
from django.utils import timezone

from gediq.models import Envoi
from municipalites.domain.importation.service import plan_file
from municipalites.models import Contact, NoteAppel
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_organisme, create_theme
from tests.factories.municipalites import create_municipalite, create_territoire
from tests.factories.personnes import create_acces, create_contact, create_note_appel

pytestmark = pytest.mark.django_db
LISTE = "/admin/municipalites/contact/"


@pytest.fixture
def redaction(client):
    client.force_login(create_utilisateur("Rédaction", langue="fr"))
    return client


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def listed(client, query=""):
    return set(client.get(f"{LISTE}?{query}").context["cl"].queryset)


def act(client, name, *contacts, **fields):
    return client.post(
        LISTE, {"action": name, "_selected_action": [row.pk for row in contacts], **fields}, follow=True
    )


def test_the_list_says_whom_to_call_and_what_was_last_said(redaction):
    contact = create_contact(nom="Camille Essai", telephone="514 555-0199, poste 12", verifie_le="2026-01-05")
    create_note_appel(contact, texte="Ancienne.", jour="2026-01-01")
    create_note_appel(contact, texte="Attend le guide.", jour="2026-02-01")
    create_contact(nom="", courriel="info@exemple.org", parti_le="2020-01-01")

    page = text_of(redaction.get(LISTE))

    assert 'href="tel:+15145550199;ext=12">514 555-0199, poste 12</a>' in page
    assert "1 février 2026 – Attend le guide." in page.replace("1er", "1").replace("1<sup>er</sup>", "1")
    assert "Ancienne." not in page
    assert "Boîte générale (parti)" in page
    assert str(contact.territoire) in page


@pytest.mark.parametrize("words", ["helene cote", "HÉLÈNE", "cote@exemple", "riviere", "urbaniste"])
def test_search_ignores_accents_and_case(redaction, words):
    ville = create_municipalite(nom="Rivière-Essai")
    found = create_contact(
        nom="Hélène Côté", courriel="h.cote@exemple.org", fonction="Urbaniste", territoire_id=ville.pk
    )
    create_contact()

    assert listed(redaction, f"q={words}") == {found}


def test_filters_tell_regions_presence_verification_and_access(redaction):
    region = create_territoire("region", code="98")
    ville = create_municipalite(parent=region)
    there = create_contact(territoire_id=ville.pk, verifie_le=timezone.localdate())
    stale = create_contact(verifie_le="2001-01-01", langue="en")
    gone = create_contact(parti_le="2020-01-01", verifie_le="2001-01-01")
    colleague = create_utilisateur(courriel=there.courriel, is_staff=False, est_municipal=True)
    create_acces(colleague, ville)
    theme = create_theme()
    stale.themes.add(theme)

    assert listed(redaction, "region=98") == {there}
    assert listed(redaction, "presence=present") == {there, stale}
    assert listed(redaction, "presence=parti") == {gone}
    assert listed(redaction, "verification=a-faire") == {stale}
    assert listed(redaction, "verification=faite") == {there}
    assert listed(redaction, "acces=oui") == {there}
    assert listed(redaction, "acces=non") == {stale, gone}
    assert listed(redaction, "langue__exact=en") == {stale}
    assert listed(redaction, f"themes__id__exact={theme.pk}") == {stale}
    assert listed(redaction, "a_faire=contact-non-verifie") == {stale}
    assert listed(redaction, "acces=peut-etre") == {there, stale, gone}


def test_addresses_are_copied_once_and_those_left_aside_are_named(redaction):
    first, twin = (create_contact(courriel="un@exemple.org") for _rank in range(2))
    second = create_contact(courriel="deux@exemple.org")
    gone = create_contact(nom="Dominique Partie", parti_le="2020-01-01")

    response = act(redaction, "copy_selected", first, twin, second, gone)

    assert set(response.context["adresses"].split("; ")) == {"un@exemple.org", "deux@exemple.org"}
    assert response.context["nombre"] == 2
    assert "Dominique Partie : n’est plus là" in text_of(response)


def test_several_contacts_are_verified_after_a_yes(redaction):
    contacts = [create_contact(), create_contact(parti_le="2020-01-01")]

    asked = act(redaction, "verify_selected", *contacts)
    assert not Contact.objects.filter(verifie_le__isnull=False).exists()
    done = act(redaction, "verify_selected", *contacts, confirmer="oui")

    assert "1 fiche concernée" in text_of(asked)
    assert "1 contact vérifié." in text_of(done)
    assert Contact.objects.get(verifie_le__isnull=False).verifie_le == timezone.localdate()


def test_a_departure_names_who_replaces(redaction):
    gone, successor = create_contact(), create_contact()

    done = act(
        redaction,
        "leave_selected",
        gone,
        confirmer="oui",
        parti_le="2026-01-05",
        remplace_par=successor.pk,
    )

    assert "1 départ inscrit." in text_of(done)
    gone.refresh_from_db()
    assert (gone.parti_le, gone.remplace_par) == (date(2026, 1, 5), successor)


def test_a_refused_departure_is_explained_and_changes_nothing(redaction):
    contact = create_contact(nom="Camille")

    refused = act(redaction, "leave_selected", contact, confirmer="oui", parti_le="2999-01-01")

    assert "Camille : Attendez ce jour-là" in text_of(refused)
    contact.refresh_from_db()
    assert contact.parti_le is None


def test_one_note_is_written_to_several_contacts(redaction):
    contacts = [create_contact() for _rank in range(3)]
    fields = {"texte": "Message laissé.", "moyen": "telephone", "jour": "2026-01-05", "rappel": "semaine"}

    done = act(redaction, "note_selected", *contacts, confirmer="oui", **fields)

    assert "3 notes enregistrées." in text_of(done)
    assert {note.contact for note in NoteAppel.objects.all()} == set(contacts)
    assert NoteAppel.objects.filter(rappeler_le__isnull=False).count() == 3


def test_the_file_taken_away_escapes_what_a_spreadsheet_would_calculate(redaction):
    theme = create_theme(nom_fr="francisation")
    contact = create_contact(nom="=1+1", telephone="+1 514 555-0100", organisme=create_organisme())
    contact.themes.add(theme)

    response = redaction.get(f"{LISTE}liste.csv")

    content = b"".join(response.streaming_content).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert row["Nom"] == "'=1+1"
    assert row["Téléphone"] == "'+1 514 555-0100"
    assert row["Thèmes suivis"] == "francisation"
    assert row["Langue"] == "Français"


def test_what_is_kept_and_how_long_is_written_on_the_record(redaction):
    page = text_of(redaction.get(f"{LISTE}{create_contact().pk}/change/"))

    assert "Après un départ, la fiche reste deux ans" in page
    assert "jamais publiées" in page


@pytest.mark.parametrize("person", ["Lecture", ""])
def test_who_may_not_see_people_sees_none(client, person):
    contact = create_contact(nom="Canari Chantant")
    create_note_appel(contact, texte="Canari dit.")
    client.force_login(create_utilisateur(*filter(None, [person]), langue="fr"))

    paths = [
        LISTE,
        f"{LISTE}liste.csv",
        f"{LISTE}{contact.pk}/change/",
        "/admin/municipalites/noteappel/",
        f"/admin/municipalites/noteappel/noter/?contact={contact.pk}",
        f"/admin/municipalites/municipalite/{contact.territoire_id}/change/",
        "/admin/",
    ]

    for path in paths:
        assert "Canari" not in client.get(path).content.decode(), path
    assert client.get(LISTE).status_code == 403


def test_writing_opens_a_message_to_those_who_can_be_reached(redaction):
    reached, gone = (
        create_contact(courriel="un@exemple.org"),
        create_contact(nom="Parti", parti_le="2020-01-01"),
    )

    response = redaction.post(LISTE, {"action": "write_selected", "_selected_action": [reached.pk, gone.pk]})

    envoi = Envoi.objects.get()
    assert response["Location"] == f"/admin/gediq/envoi/{envoi.pk}/change/"
    assert [row.courriel for row in envoi.destinataires.all()] == ["un@exemple.org"]
    assert "Laissés de côté : Parti : n’est plus là." in text_of(redaction.get(LISTE))


def test_writing_to_nobody_opens_nothing(redaction):
    page = text_of(act(redaction, "write_selected", create_contact(courriel="")))

    assert "Aucune des personnes choisies n’a d’adresse." in page
    assert not Envoi.objects.exists()


def test_what_is_taken_away_is_read_back_without_a_change(redaction):
    theme = create_theme(nom_fr="francisation")
    ville = create_municipalite(nom="Rive-Essai")
    contact = create_contact(nom="=Ana Essai", territoire_id=ville.pk, verifie_le="2025-01-01")
    contact.themes.add(theme)
    create_contact(territoire_id=None, organisme=create_organisme(), nom="", langue="en")
    create_contact(parti_le="2020-01-01")

    for extension in ("csv", "xlsx"):
        content = b"".join(redaction.get(f"{LISTE}liste.{extension}").streaming_content)
        rapport = plan_file(io.BytesIO(content), type_importation="contacts")
        assert [row.action for row in rapport.enregistrements] == ["ignorer"] * 3, rapport.enregistrements
