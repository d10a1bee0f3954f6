"""« Envois groupés »: written in both languages, tried, sent once, then frozen and followed."""

import pytest
from django.core import mail

from gediq.courriels.envoi_groupe import send_envoi, try_envoi
from gediq.models import Courriel, Envoi
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.personnes import create_courriel, create_envoi
from tests.formulaires import posted_by
from tests.gediq.admin.conftest import sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/gediq/envoi/"
ACTS = ("essayer", "retirer", "envoyer")


def page_of(envoi, suffix="change"):
    return f"{LIST}{envoi.pk}/{suffix}/"


def sentences(response):
    """The messages of the page, the newest last."""
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def sent(db):
    by, envoi = create_superuser(), create_envoi()
    try_envoi(envoi, by=by)
    send_envoi(envoi, by=by, nombre=2)
    return Envoi.objects.get(pk=envoi.pk)


def test_from_a_draft_to_each_person_and_no_further(ana, django_capture_on_commit_callbacks):
    envoi = create_envoi(
        "un@ville.example", "deux@ville.example", "trois@ville.example", texte_fr="", texte_en=""
    )
    words = {"texte_fr": "Bonjour.", "texte_en": "Hello."}
    ana.post(page_of(envoi), posted_by(ana.get(page_of(envoi)), **words))
    gone = envoi.destinataires.get(courriel="trois@ville.example").pk

    with django_capture_on_commit_callbacks(execute=True):
        ana.post(page_of(envoi, "retirer"), {"destinataire": gone})
        tried = ana.post(page_of(envoi, "essayer"), follow=True)
    asked = ana.get(page_of(envoi, "envoyer"))
    mail.outbox.clear()
    data = posted_by(asked)
    with django_capture_on_commit_callbacks(execute=True):
        done, again = (ana.post(page_of(envoi, "envoyer"), data, follow=True) for _click in range(2))

    assert sentences(tried)[-1] == "L’essai part vers votre adresse\xa0: 2 courriels."
    assert "Envoyer à 2 personnes" in asked.text
    assert sorted(message.to[0] for message in mail.outbox) == ["deux@ville.example", "un@ville.example"]
    assert sentences(done) == ["2 courriels sont en route."]
    assert sentences(again) == ["Cet envoi était déjà parti."]


def test_sending_is_offered_only_once_the_exact_words_were_tried(ana):
    envoi = create_envoi()
    link = page_of(envoi, "envoyer")
    assert link not in ana.get(page_of(envoi)).text
    assert 'type="submit"' not in ana.get(link).text.split('id="content-main"')[1]

    try_envoi(envoi, by=create_superuser())
    assert link in ana.get(page_of(envoi)).text

    ana.post(page_of(envoi), posted_by(ana.get(page_of(envoi)), texte_en="Changed."))

    assert link not in ana.get(page_of(envoi)).text
    refused = ana.post(link, {"nombre": "2"}, follow=True)
    assert sentences(refused) == ["Ce texte n’a pas encore été essayé\xa0: envoyez-vous un essai."]
    assert not Courriel.objects.filter(modele="envoi").exists()


@pytest.mark.parametrize("nombre", ["", "3", "-2", "deux", "٢", "9" * 30])
def test_a_number_that_is_not_the_one_shown_sends_nothing(ana, nombre):
    envoi = create_envoi()
    try_envoi(envoi, by=create_superuser())

    response = ana.post(page_of(envoi, "envoyer"), {"nombre": nombre}, follow=True)

    assert response.status_code == 200
    assert Envoi.objects.get().envoye_le is None


def test_recipients_are_listed_with_their_language_and_what_is_known_against_them(ana):
    envoi = create_envoi("un@ville.example", "deux@ville.example", texte_en="")
    create_courriel(destinataire="un@ville.example", statut=Courriel.Statut.REVENU)

    page = ana.get(page_of(envoi)).text

    assert "faute de texte anglais" in page
    assert "Le dernier courriel est revenu." in page
    assert "1 adresse est à vérifier avant l’envoi." in page


def test_what_was_sent_is_read_only_and_shows_what_became_of_each(ana, sent):
    sent.courriels.filter(langue="en").update(statut=Courriel.Statut.REVENU)

    page = ana.get(page_of(sent)).text

    assert 'name="texte_fr"' not in page
    assert page_of(sent, "retirer") not in page
    for statut in ("a_envoyer", "revenu"):
        url = f"/admin/gediq/courriel/?envoi={sent.pk}&statut__exact={statut}"
        assert url.replace("&", "&amp;") in page
        assert ana.get(url).context["cl"].result_count == 1


def test_what_was_sent_is_neither_changed_nor_deleted(ana, sent):
    answers = [
        ana.post(page_of(sent), {"objet_fr": "Autre", "texte_fr": "Autre", "verrou": str(sent.verrou)}),
        ana.post(page_of(sent, "delete"), {"post": "yes", "verrou": str(sent.verrou)}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Envoi.objects.get().objet_fr == sent.objet_fr


def test_a_page_read_before_a_save_does_not_write_over_it(ana, bo):
    envoi = create_envoi()
    late = posted_by(ana.get(page_of(envoi)), texte_fr="En retard.")
    bo.post(page_of(envoi), posted_by(bo.get(page_of(envoi)), texte_fr="À temps."))

    response = ana.post(page_of(envoi), late)

    assert response.status_code == 409
    assert Envoi.objects.get().texte_fr == "À temps."


def test_reading_changes_nothing(ana):
    envoi = create_envoi()

    answers = [ana.get(page_of(envoi, act)).status_code for act in ACTS]

    assert answers == [405, 405, 200]
    assert (envoi.destinataires.count(), Courriel.objects.count()) == (2, 0)


@pytest.mark.parametrize("act", ACTS)
def test_who_may_not_write_to_several_is_refused(act):
    envoi = create_envoi()
    client = sign_in(create_utilisateur("Lecture"))

    assert client.post(page_of(envoi, act), {"nombre": "2"}).status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_a_mailing_that_does_not_exist_is_not_found(ana, act):
    assert ana.post(f"{LIST}987654/{act}/").status_code == 404


@pytest.mark.parametrize("key", ["", "abc", "-1", "9" * 30])
def test_a_recipient_that_does_not_exist_is_out_already(ana, key):
    envoi = create_envoi()

    response = ana.post(page_of(envoi, "retirer"), {"destinataire": key}, follow=True)

    assert sentences(response) == ["Déjà retiré."]


@pytest.mark.axe
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_are_accessible_before_and_after_sending(new_page, axe, dark):
    by = create_superuser()
    draft, tried, gone = (create_envoi(texte_en="") for _envoi in range(3))
    create_courriel(destinataire="un@ville.example", statut=Courriel.Statut.REVENU)
    for envoi in (tried, gone):
        try_envoi(envoi, by=by)
    send_envoi(gone, by=by, nombre=2)
    page = new_page(user=by, dark=dark)

    for url in (LIST, page_of(draft), page_of(tried), page_of(tried, "envoyer"), page_of(gone)):
        page.goto(url)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, url


@pytest.mark.django_db(transaction=True)
def test_a_mailing_is_tried_then_sent_in_the_browser(new_page):
    envoi = create_envoi()
    page = new_page(user=create_superuser())

    page.goto(page_of(envoi))
    page.get_by_role("button", name="M’envoyer un essai").click()
    page.get_by_role("link", name="Envoyer à 2 personnes…").click()
    page.get_by_role("button", name="Envoyer à 2 personnes").click()

    page.get_by_text("2 courriels sont en route.").wait_for()
    assert sorted(message.to[0] for message in mail.outbox[-2:]) == ["deux@ville.example", "un@ville.example"]
