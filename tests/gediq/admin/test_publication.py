"""Publishing, withdrawing, going back to draft from a list, each after a page that says what it touches."""

import pytest

from gediq.models import Publication
from programmation.models import Referentiel
from tests.factories.comptes import create_utilisateur
from tests.factories.programmation import create_referentiel

LISTE = "/admin/programmation/referentiel/"


@pytest.fixture
def redaction(client, db):
    client.force_login(create_utilisateur("Rédaction"))
    return client


def asked(act, rows, **answers):
    return {"action": act, "_selected_action": [row.pk for row in rows], **answers}


def confirmed(act, rows, **answers):
    return asked(act, rows, confirmer="oui", **answers)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_act_first_shows_what_it_touches_and_changes_nothing(redaction):
    draft = create_referentiel(publication="brouillon", titre_fr="Emploi et immigration")
    public = create_referentiel()

    response = redaction.post(LISTE, asked("publish_selected", [draft, public]))

    page = response.content.decode()
    assert "1 fiche concernée" in page
    assert "Emploi et immigration" in page
    assert "1 autre fiche choisie est déjà dans cet état" in page
    assert Referentiel.objects.published().get() == public


def test_confirmed_publication_says_how_many(redaction):
    drafts = [create_referentiel(publication="brouillon") for _rank in range(2)]
    scheduled = create_referentiel(publier_le="2999-01-01T00:00:00Z")

    response = redaction.post(LISTE, confirmed("publish_selected", [*drafts, scheduled]), follow=True)

    assert messages_of(response) == ["2 fiches publiées."]
    assert Referentiel.objects.published().count() == 2


def test_withdrawal_asks_for_a_reason_in_french(redaction):
    public = create_referentiel()

    response = redaction.post(LISTE, confirmed("withdraw_selected", [public], motif_fr=" "))

    public.refresh_from_db()
    assert response.context["form"].errors["motif_fr"] == ["Ce champ est obligatoire."]
    assert public.publication == Publication.PUBLIEE


def test_withdrawal_keeps_its_reason_in_both_languages(redaction):
    public = create_referentiel()

    redaction.post(LISTE, confirmed("withdraw_selected", [public], motif_fr="Périmé", motif_en="Outdated"))

    public.refresh_from_db()
    assert (public.publication, public.motif_retrait_fr, public.motif_retrait_en) == (
        Publication.RETIREE,
        "Périmé",
        "Outdated",
    )


def test_back_to_draft_forgets_the_moment_of_publication(redaction):
    public = create_referentiel(publier_le="2020-01-01T00:00:00Z")

    response = redaction.post(LISTE, confirmed("draft_selected", [public]), follow=True)

    public.refresh_from_db()
    assert messages_of(response) == ["1 fiche remise en brouillon."]
    assert (public.publication, public.publier_le) == (Publication.BROUILLON, None)


def test_act_that_one_record_refuses_changes_none_and_names_it(redaction):
    good = create_referentiel(publication="brouillon")
    bad = create_referentiel(publication="brouillon", titre_fr="Numéro impossible", numero=0)

    response = redaction.post(LISTE, confirmed("publish_selected", [good, bad]))

    assert "Numéro impossible" in response.context["form"].non_field_errors()[0]
    assert not Referentiel.objects.published().exists()


def test_act_signs_the_history_and_raises_the_lock(redaction):
    draft = create_referentiel(publication="brouillon")

    redaction.post(LISTE, confirmed("publish_selected", [draft]))

    verrou = draft.verrou
    draft.refresh_from_db()
    assert (draft.verrou, draft.updated_by.nom) == (verrou + 1, "Personne d’essai")
    page = redaction.get(f"{LISTE}{draft.pk}/history/").content.decode()
    assert "Publication" in page


def test_reader_of_the_back_office_is_offered_no_act(client, db):
    client.force_login(create_utilisateur("Lecture"))
    draft = create_referentiel(publication="brouillon")

    client.post(LISTE, confirmed("publish_selected", [draft]))

    draft.refresh_from_db()
    assert "publish_selected" not in client.get(LISTE).content.decode()
    assert draft.publication == Publication.BROUILLON


def test_what_is_public_is_not_deleted(redaction):
    public, draft = create_referentiel(), create_referentiel(publication="brouillon")

    codes = [redaction.get(f"{LISTE}{row.pk}/delete/").status_code for row in (public, draft)]

    assert codes == [403, 200]
