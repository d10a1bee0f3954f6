"""Opening a session in a real browser: codes, an application, a passkey, a trusted device, and axe."""

import pytest
from django.urls import reverse

from gediq.domain.connexion import has_second_factor
from tests.factories.comptes import MOT_DE_PASSE, create_superuser, create_utilisateur
from tests.gediq.comptes.gestes import (
    CODE,
    CONNEXION,
    SECOND_FACTEUR,
    add_application,
    code_of,
    code_received,
)

pytestmark = pytest.mark.django_db(transaction=True)
MARIE = "marie@exemple.org"
PAGE = "/comptes/second-facteur/"
# A telephone or a computer that recognises its owner.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def marie():
    return create_superuser(courriel=MARIE, nom="Marie")


def arrive(page, courriel=MARIE):
    page.goto(CONNEXION)
    page.get_by_label("Courriel").fill(courriel)


def by_password(page):
    arrive(page)
    page.get_by_text("ouvrir avec un mot de passe").click()
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.get_by_label("Mot de passe").press("Enter")


def plug_passkey(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})[
        "authenticatorId"
    ]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_municipal_person_signs_in_by_code_with_or_without_script(new_page, javascript):
    create_utilisateur(courriel=MARIE, is_staff=False, est_municipal=True)
    page = new_page(javascript=javascript)
    page.goto(CONNEXION + "?next=/comptes/")
    page.get_by_label("Courriel").fill(MARIE)
    page.get_by_label("Courriel").press("Enter")

    page.get_by_label("Code à six chiffres").fill(code_received())
    page.get_by_role("button", name="Ouvrir la session").click()

    page.wait_for_url("**/comptes/")
    assert page.get_by_text(MARIE).is_visible()
    assert not page.get_by_text("Second facteur").count()


def test_an_application_is_added_then_asked_for_and_the_device_trusted(new_page, marie):
    page = new_page()
    by_password(page)
    page.goto(PAGE + "application/")
    secret = page.locator(".compte-cle").inner_text()
    page.get_by_label("Code montré").fill(code_of(secret))
    page.get_by_role("button", name="Ajouter l’application").click()
    page.get_by_role("button", name="Montrer mes codes").click()
    codes = page.locator(".compte-codes code").all_inner_texts()
    page.get_by_role("link", name="C’est fait").click()
    page.get_by_role("button", name="Fermer la session").click()

    by_password(page)
    page.get_by_label("Code de l’application").fill(codes[0])
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Oui, pendant 30 jours").click()
    page.wait_for_url("**/admin/")
    page.goto("/comptes/")
    page.get_by_role("button", name="Fermer la session").click()
    by_password(page)

    page.wait_for_url("**/admin/")
    assert len(codes) == 10


def test_a_passkey_is_added_then_opens_a_session_alone(new_page, marie):
    page = new_page()
    plug_passkey(page)
    by_password(page)
    page.wait_for_url("**/admin/")
    page.goto(PAGE + "cles/ajouter/")
    page.get_by_label("Nom de la clé").fill("Ordinateur du bureau")
    page.get_by_role("button", name="Ajouter la clé").click()
    page.get_by_role("button", name="Montrer mes codes").click()
    page.goto(PAGE)
    assert page.get_by_text("Ordinateur du bureau").first.is_visible()
    page.get_by_role("button", name="Fermer la session").click()

    page.goto(CONNEXION + "?next=/comptes/")
    page.get_by_role("button", name="Ouvrir avec une clé d’accès").click()

    page.wait_for_url("**/comptes/")
    assert has_second_factor(marie)


def test_a_passkey_is_the_second_step_after_a_password_and_proves_its_owner_again(new_page, marie):
    page = new_page()
    plug_passkey(page)
    by_password(page)
    page.wait_for_url("**/admin/")
    page.goto(PAGE + "cles/ajouter/")
    page.get_by_role("button", name="Ajouter la clé").click()
    page.get_by_role("button", name="Montrer mes codes").wait_for()
    page.get_by_role("button", name="Fermer la session").click()

    by_password(page)
    page.get_by_role("button", name="Employer une clé d’accès").click()
    page.get_by_role("button", name="Non, le demander").click()
    page.wait_for_url("**/admin/")

    page.goto("/comptes/verifier/cle/?next=" + PAGE)
    page.get_by_role("button", name="Employer une clé d’accès").click()
    page.wait_for_url("**" + PAGE)
    page.get_by_role("link", name="Retirer").first.click()
    page.get_by_role("button", name="Retirer").click()
    page.wait_for_url("**" + PAGE)
    assert not has_second_factor(marie)


def test_a_passkey_that_does_not_answer_is_told_in_the_page(new_page, marie):
    page = new_page()
    session, authenticator = plug_passkey(page)
    page.goto(CONNEXION)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})

    page.get_by_role("button", name="Ouvrir avec une clé d’accès").click()

    page.get_by_text("La clé d’accès n’a pas répondu").wait_for()
    assert page.url.endswith(CONNEXION)


# --- Accessibility -------------------------------------------------------------------------------

LOOKS = [(320, False), (320, True), (1280, False), (1280, True)]


@pytest.mark.axe
@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_pages_before_the_session_have_no_violation(new_page, axe, width, dark):
    person = create_utilisateur(courriel=MARIE)
    secret, _code = add_application(person)
    page = new_page(width=width, dark=dark, expected_statuses=(429,))
    page.goto(CONNEXION)
    page.locator("summary").click()
    axe(page)
    fits(page)
    page.get_by_label("Mot de passe").fill("x")
    page.get_by_role("button", name="Ouvrir la session").click()
    axe(page)
    arrive(page)
    page.get_by_role("button", name="Recevoir un code").click()
    axe(page)
    fits(page)
    page.get_by_label("Code à six").fill("x")
    page.get_by_role("button", name="Ouvrir la session").click()
    axe(page)
    by_password(page)
    page.wait_for_url("**" + SECOND_FACTEUR)
    axe(page)
    fits(page)
    page.get_by_label("Code de l’application").fill(code_of(secret))
    page.get_by_role("button", name="Continuer").click()
    axe(page)
    fits(page)


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.axe
@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_pages_of_the_account_have_no_violation(new_page, axe, width, dark, marie):
    page = new_page(width=width, dark=dark)
    by_password(page)
    page.wait_for_url("**/admin/")
    for name in ("compte", "mot-de-passe", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        page.goto(reverse(name))
        axe(page)
        fits(page)
    page.goto(reverse("mfa_activate_totp"))
    secret = page.locator(".compte-cle").inner_text()
    page.get_by_label("Code montré").fill(code_of(secret))
    page.get_by_role("button", name="Ajouter l’application").click()
    axe(page)
    page.get_by_role("button", name="Montrer mes codes").click()
    axe(page)
    fits(page)
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "account_reauthenticate"):
        page.goto(reverse(name))
        axe(page)
        fits(page)


@pytest.mark.axe
def test_too_many_tries_have_a_page_without_violation(new_page, axe):
    page = new_page(expected_statuses=(429,))
    for _request in range(6):
        arrive(page)
        page.get_by_role("button", name="Recevoir un code").click()

    assert page.get_by_text("Trop d’essais en peu de temps").is_visible()
    axe(page)
    assert page.goto(CODE).status == 200
