"""« Courriels envoyés »: read, copied, sent again, noted as returned."""

import pytest
from django.core import mail

from gediq.models import Courriel
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.personnes import create_courriel
from tests.gediq.admin.conftest import sign_in
from tests.hostile import HOSTILE

pytestmark = pytest.mark.django_db
LIST = "/admin/gediq/courriel/"
Statut = Courriel.Statut


def page_of(courriel, suffix="change"):
    return f"{LIST}{courriel.pk}/{suffix}/"


def sentences(response):
    return [str(message) for message in response.context["messages"]]


def test_list_says_when_to_whom_what_and_on_whose_behalf(ana):
    by = create_superuser(nom="Coordination")
    create_courriel(destinataire="marie@ville.example", objet="Séance du 14 mars", created_by=by)
    create_courriel(destinataire="paul@ville.example", statut=Statut.REVENU)

    page = ana.get(LIST, {"q": "marie"}).text.split('id="result_list"')[1]

    for word in ("marie@ville.example", "Séance du 14 mars", "Essai du courriel", "Envoyé", "Coordination"):
        assert word in page
    assert "paul@ville.example" not in page


@pytest.mark.parametrize("query", [{"statut__exact": "revenu"}, {"modele": "envoi"}])
def test_list_is_filtered_by_state_and_kind(ana, query):
    create_courriel(destinataire="marie@ville.example", statut=Statut.REVENU, modele="envoi")
    create_courriel(destinataire="paul@ville.example")

    page = ana.get(LIST, query).text.split('id="result_list"')[1]

    assert ("marie@" in page, "paul@" in page) == (True, False)


def test_page_shows_the_words_with_places_where_links_were(ana):
    courriel = create_courriel(
        texte="Entrer : [[lien]]\n\nCe n’est plus vous? [[releve]]", repondre_a="a@b.example"
    )

    page = ana.get(page_of(courriel)).text

    assert "Entrer : (lien)\n\nCe n’est plus vous? (lien)" in page
    assert "[[" not in page
    assert "a@b.example" in page


def test_a_sign_in_code_has_nothing_to_copy(ana):
    courriel = create_courriel(modele="code_connexion", objet="Votre code", texte="Voici : [[code]]")

    page = ana.get(page_of(courriel)).text

    assert "<textarea" not in page
    assert page_of(courriel, "renvoyer") not in page
    assert "Un code de connexion ne se garde pas" in page


def test_what_people_typed_is_shown_as_words(ana):
    courriel = create_courriel(objet="<script>1</script>", nom="<b>Marie</b>", texte="</textarea><script>")

    page = ana.get(page_of(courriel)).text + ana.get(LIST).text

    assert "<script>1" not in page
    assert "<b>Marie" not in page
    assert "</textarea><script>" not in page


def test_one_click_sends_again_to_the_corrected_address_and_two_do_no_more(
    ana, django_capture_on_commit_callbacks
):
    courriel = create_courriel(destinataire="marie@ville.example", statut=Statut.REVENU)
    form = ana.get(page_of(courriel)).context["renvoi"]
    data = {"destinataire": "marie.t@ville.example", "rang": form["rang"].value()}

    with django_capture_on_commit_callbacks(execute=True):
        responses = [ana.post(page_of(courriel, "renvoyer"), data, follow=True) for _click in range(2)]

    made = courriel.renvois.get()
    assert [message.to for message in mail.outbox] == [["marie.t@ville.example"]]
    assert responses[0].redirect_chain[-1][0] == page_of(made)
    assert sentences(responses[0]) == ["Un nouveau courriel part vers marie.t@ville.example."]
    assert page_of(made) in ana.get(page_of(courriel)).text


@pytest.mark.parametrize(
    "typed", ["", "pas une adresse", "marie@ville.example\r\nBcc: autre@ailleurs.example"]
)
def test_an_address_that_is_none_is_refused_beside_its_field(ana, typed):
    courriel = create_courriel()

    response = ana.post(page_of(courriel, "renvoyer"), {"destinataire": typed, "rang": "0"})

    assert response.context["renvoi"].errors["destinataire"]
    assert not courriel.renvois.exists()


@pytest.mark.parametrize("family", HOSTILE)
def test_what_a_hostile_hand_posts_is_answered_in_a_page(ana, family):
    courriel, value = create_courriel(), HOSTILE[family]
    typed = {"destinataire": value, "rang": value, "raison": value}

    answers = [ana.post(page_of(courriel, act), typed) for act in ("renvoyer", "retour")]
    answers.append(ana.post(page_of(courriel, "renvoyer"), {"destinataire": "a@b.example", "rang": value}))

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert "<script>alert" not in ana.get(page_of(courriel)).text


def test_a_return_is_noted_with_its_reason(ana):
    courriel = create_courriel()

    response = ana.post(page_of(courriel, "retour"), {"raison": "Adresse inconnue"}, follow=True)

    courriel.refresh_from_db()
    assert (courriel.statut, courriel.raison) == (Statut.REVENU, "Adresse inconnue")
    assert sentences(response) == ["Le retour est noté."]
    again = ana.post(page_of(courriel, "retour"), {"raison": "Adresse inconnue"})
    assert again.context["retour"].errors["raison"] == ["Seul un courriel parti peut être revenu."]


def test_addresses_are_copied_once_each_in_order_for_outlook(ana):
    rows = [create_courriel(destinataire=f"{name}@ville.example") for name in ("zoe", "abel", "zoe")]
    rows.append(create_courriel(destinataire="", statut=Statut.SANS_OBJET))

    response = ana.post(LIST, {"action": "copy_addresses", "_selected_action": [row.pk for row in rows]})

    assert "abel@ville.example; zoe@ville.example</textarea>" in response.text


def test_reading_changes_nothing(ana):
    courriel = create_courriel(statut=Statut.INCERTAIN)

    answers = [ana.get(page_of(courriel, name)).status_code for name in ("change", "renvoyer", "retour")]

    assert answers == [200, 405, 405]
    assert Courriel.objects.get().statut == Statut.INCERTAIN


def test_who_may_only_look_has_no_button_and_who_may_not_look_no_page():
    courriel = create_courriel()
    lecture = sign_in(create_utilisateur("Lecture"))

    answers = [lecture.get(page_of(courriel)), lecture.post(page_of(courriel, "renvoyer"), {})]

    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize("name", ["change", "renvoyer", "retour"])
def test_a_mail_that_does_not_exist_is_not_found(ana, name):
    send = ana.get if name == "change" else ana.post

    assert send(f"{LIST}987654/{name}/").status_code == 404


@pytest.mark.axe
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_are_accessible_and_copy_with_a_script(new_page, axe, dark):
    courriel = create_courriel(texte="Bonjour.\n\nEntrer : [[lien]]", nom="Marie")
    page = new_page(user=create_superuser(), dark=dark)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    for url in (LIST, page_of(courriel)):
        page.goto(url)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Copier le texte").click()

    page.get_by_text("Texte copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "Bonjour.\n\nEntrer : (lien)"
