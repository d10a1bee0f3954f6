"""What a reader told, in the back office: read beside what we know, confirmed or set aside."""

import pytest
from django.urls import reverse

from municipalites.models import Contact, Releve
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces, create_contact, create_invitation, create_releve
from tests.formulaires import posted_by
from tests.gediq.admin.conftest import sign_in
from tests.gediq.admin.test_historique import text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/municipalites/releve/"
PAULE = "paule@ville.example"


def page(releve):
    return f"{LIST}{releve.pk}/change/"


@pytest.fixture
def by():
    return create_utilisateur("Rédaction", nom="Ana")


@pytest.fixture
def client(by):
    return sign_in(by)


@pytest.fixture
def ville():
    return create_municipalite(nom="Saint-Exemple")


@pytest.fixture
def releve(ville):
    create_contact(courriel=PAULE, nom="Paule", territoire_id=ville.pk, fonction="Conseil", langue="en")
    return create_releve(
        ancien_courriel=PAULE, nom="Noé", courriel="noe@ville.example", message="Depuis lundi."
    )


def test_page_shows_what_was_told_beside_what_we_know(client, releve, ville):
    create_acces(create_utilisateur(courriel=PAULE, is_staff=False, est_municipal=True), ville)
    create_invitation(create_municipalite(nom="Sainte-Essai"), courriel=PAULE)

    text = text_of(client.get(page(releve)))

    assert "Depuis lundi." in text
    assert "Contact – Paule, Saint-Exemple" in text
    assert "Accès – Saint-Exemple, Rédaction" in text
    assert "Invitation en attente – Sainte-Essai, Rédaction" in text


def test_form_offers_what_was_told_and_what_the_one_who_left_had(client, releve):
    data = posted_by(client.get(page(releve)))

    assert (data["nom"], data["courriel"]) == ("Noé", "noe@ville.example")
    assert (data["fonction"], data["langue"]) == ("Conseil", ["en"])


def test_confirming_moves_and_tells_what_moved(client, releve, by):
    data = posted_by(client.get(page(releve)), telephone="514 555-0177")

    answer = client.post(page(releve), {**data, "confirmer": "oui"}, follow=True)

    releve.refresh_from_db()
    assert "Noé remplace Paule." in text_of(answer)
    assert (releve.issue, releve.traitee_par) == ("confirmee", by)
    assert Contact.objects.get(courriel="noe@ville.example").telephone == "514 555-0177"
    assert 'name="confirmer"' not in answer.content.decode()


def test_looking_confirms_nothing(client, releve):
    client.get(page(releve))

    releve.refresh_from_db()
    assert releve.traitee_le is None


def test_setting_aside_wants_a_reason_and_keeps_it(client, releve):
    refused = client.post(page(releve), {"ecarter": "oui", "raison": ""})
    client.post(page(releve), {"ecarter": "oui", "raison": "Une erreur."})

    releve.refresh_from_db()
    assert "Ce champ est obligatoire" in text_of(refused)
    assert releve.issue == "refusee"
    assert Contact.objects.get().parti_le is None
    assert "Une erreur." in text_of(client.get(f"{LIST}{releve.pk}/history/"))


def test_a_refusal_is_told_in_the_form_and_nothing_moves(client, releve):
    data = {"confirmer": "oui", "nom": "Noé", "langue": "fr"}

    same = client.post(page(releve), {**data, "courriel": PAULE})
    none = client.post(page(releve), {**data, "courriel": ""})

    assert "C’est la même adresse" in text_of(same)
    assert "Ce champ est obligatoire" in text_of(none)
    assert Contact.objects.get().parti_le is None


def test_address_of_the_team_leads_to_the_departure(releve):
    member = create_utilisateur(courriel="equipe@exemple.org")
    told = create_releve(ancien_courriel=member.courriel)

    shown = sign_in(create_superuser()).get(page(told)).content.decode()

    assert reverse("admin:gediq_utilisateur_depart", args=[member.pk]) in shown
    assert 'name="confirmer"' not in shown


def test_what_was_learnt_by_telephone_is_written_then_confirmed(client, releve):
    contact = Contact.objects.get()
    form = client.get(f"{LIST}add/?contact={contact.pk}")

    answer = client.post(f"{LIST}add/", posted_by(form, nom="Zoé"))

    written = Releve.objects.latest("pk")
    assert answer.headers["Location"] == page(written)
    assert (written.ancien_courriel, written.nom) == (PAULE, "Zoé")


def test_list_tells_what_waits(client, releve):
    create_releve(nom="", courriel="", telephone="")

    text = text_of(client.get(f"{LIST}?a_faire=releve-a-confirmer"))

    assert "À confirmer" in text
    assert "Personne inconnue" in text
    assert "Relèves à confirmer" in text_of(client.get("/admin/"))


def test_lecture_sees_no_name(releve):
    reader = sign_in(create_utilisateur("Lecture"))

    assert [reader.get(path).status_code for path in (LIST, page(releve))] == [403, 403]


def test_page_of_a_contact_leads_there(client, releve):
    contact = Contact.objects.get()

    shown = client.get(f"/admin/municipalites/contact/{contact.pk}/change/").content.decode()

    assert f"{LIST}add/?contact={contact.pk}" in shown
