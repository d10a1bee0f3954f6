"""A civil servant in a real browser, from invitation to departure; and every page read by axe."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from gediq.domain.jetons import create_jeton
from gediq.models import Identite
from municipalites.models import AccesMunicipal, Contact, Role
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces, create_invitation

pytestmark = pytest.mark.django_db(transaction=True)

LINK = re.compile(r"https?://[^/\s]+(/(?:fr|en)/espace/invitation/[\w-]+/)")
CODE = re.compile(r"\b(\d{6})\b")


@pytest.fixture(autouse=True)
def no_limit_reached_before():
    cache.clear()


def last_mail(adresse):
    (found,) = [message for message in mail.outbox[-2:] if message.to == [adresse]][-1:]
    return found.body


def enter(page, adresse):
    """From the link of the last invitation to the space, by a code."""
    page.goto(LINK.search(last_mail(adresse)).group(1))
    page.click("main button:has-text('Accepter et recevoir un code')")
    page.fill("input[name=code]", CODE.search(last_mail(adresse)).group(1))
    page.click("main button[type=submit] >> nth=0")
    page.wait_for_url("**/espace/**")


def invite(page, nom, courriel, role):
    page.fill("input[name=nom]", nom)
    page.fill("input[name=courriel]", courriel)
    page.check(f"input[name=role][value={role}]")


def test_team_invites_a_person_who_invites_a_colleague_and_leaves(new_page):
    ville = create_municipalite(nom="Ville-d’Essai")
    team = new_page(user=create_superuser(), javascript=False)
    team.goto(f"/admin/municipalites/municipalite/{ville.pk}/change/")
    team.click("a:has-text('Inviter')")
    invite(team, "Ana Roy", "ana@exemple.org", "transmission")
    team.click("input[name=_save] >> nth=0")
    assert "L’invitation part à ana@exemple.org." in team.inner_text("body")

    ana = new_page(javascript=False, expected_statuses=[403])
    enter(ana, "ana@exemple.org")
    assert ana.inner_text("h1") == "Ville-d’Essai"
    ana.click("a:has-text('Inviter une personne')")
    invite(ana, "Luc Côté", "luc@exemple.org", "transmission")
    ana.click("button:has-text('Envoyer l’invitation')")

    luc = new_page(javascript=False)
    enter(luc, "luc@exemple.org")
    assert "ana@exemple.org" in luc.inner_text("main")

    ana.click("a:has-text('Quitter l’espace')")
    ana.click("button:has-text('Quitter cet espace')")
    luc.reload()
    assert "ana@exemple.org" not in luc.inner_text("main")
    luc.click("a:has-text('Quitter l’espace')")
    luc.click("button:has-text('Quitter cet espace')")
    assert "Donnez d’abord le rôle Transmission à une autre personne." in luc.inner_text("main")
    assert AccesMunicipal.objects.active().get().utilisateur.nom == "Luc Côté"
    assert set(Contact.objects.values_list("nom", flat=True)) == {"Ana Roy", "Luc Côté"}


def test_text_to_hand_over_is_copied_by_a_button(new_page):
    acces = create_acces(role=Role.TRANSMISSION)
    invitation = create_invitation(acces.municipalite)
    page = new_page(user=acces.utilisateur)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.goto(f"/fr/espace/{acces.municipalite.code}/")
    page.click(f"button:has-text('Créer un lien à transmettre'):has-text('{invitation.nom}')")
    page.click("button:has-text('Copier le texte')")

    page.wait_for_selector("text=Texte copié.")
    page.bring_to_front()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert LINK.search(copied)
    assert copied == page.input_value("textarea")


# --- Accessible -------------------------------------------------------------------------------------


def check(page, axe):
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)


@pytest.fixture
def acces():
    """A municipality with people and invitations of every kind."""
    identity = {"courriel": "info@exemple.org", "telephone": "514 555-0199", "adresse_postale": "1, rue X"}
    Identite.objects.update_or_create(pk=1, defaults=identity)
    mine = create_acces(role=Role.TRANSMISSION)
    long = create_utilisateur(
        is_staff=False, est_municipal=True, courriel=f"{'tres-long-nom-' * 4}@municipalite.exemple.org"
    )
    create_acces(long, mine.municipalite, role=Role.LECTURE, invite_par=mine.utilisateur)
    create_invitation(mine.municipalite, created_by=mine.utilisateur)
    create_invitation(mine.municipalite, expire_le=timezone.now() - timedelta(days=1))
    return mine


@pytest.mark.axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("langue", ["fr", "en"])
def test_pages_of_a_municipality_are_accessible(new_page, axe, acces, langue, dark):
    home = f"/{langue}/espace/{acces.municipalite.code}/"
    other, invitation = AccesMunicipal.objects.latest("pk"), acces.municipalite.invitations.earliest("pk")
    page = new_page(user=acces.utilisateur, dark=dark)

    for path in (
        *("", "inviter/", "quitter/", f"acces/{other.pk}/role/", f"acces/{other.pk}/retirer/"),
        *(f"invitations/{invitation.pk}/retirer/", "../profil/"),
    ):
        page.goto(f"{home}{path}")
        check(page, axe)
    page.goto(f"{home}inviter/")
    page.click("main form.compte-formulaire button")
    check(page, axe)
    page.goto(home)
    page.click("form[action$='lien/'] button >> nth=0")
    page.wait_for_selector("textarea")
    check(page, axe)


@pytest.mark.axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("langue", ["fr", "en"])
def test_doors_of_the_space_are_accessible(new_page, axe, acces, langue, dark):
    space = f"/{langue}/espace/"
    invitation = acces.municipalite.invitations.earliest("pk")
    anonymous = new_page(dark=dark, expected_statuses=[404])
    for path in ("invitation/", "invitation/?demande=1", "invitation/inconnu/"):
        anonymous.goto(f"{space}{path}")
        check(anonymous, axe)
    anonymous.goto(f"{space}invitation/{create_jeton('invitation', invitation.pk)}/")
    check(anonymous, axe)
    create_acces(acces.utilisateur)
    reader = create_acces(municipalite=acces.municipalite, role=Role.LECTURE).utilisateur
    stranger = create_utilisateur(is_staff=False, est_municipal=True)
    for person, path in [
        (acces.utilisateur, ""),
        (reader, f"{acces.municipalite.code}/"),
        (reader, f"{acces.municipalite.code}/inviter/"),
        (create_superuser(), ""),
        (stranger, ""),
    ]:
        page = new_page(user=person, dark=dark, expected_statuses=[403])
        page.goto(f"{space}{path}")
        check(page, axe)


@pytest.mark.axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("langue", ["fr", "en"])
def test_screens_of_the_team_are_accessible(new_page, axe, acces, langue, dark):
    page = new_page(user=create_superuser(langue=langue), dark=dark)
    invitation = acces.municipalite.invitations.earliest("pk")

    for path in (
        *("accesmunicipal/", f"accesmunicipal/{acces.pk}/change/"),
        *("invitation/", "invitation/add/", f"invitation/{invitation.pk}/change/"),
    ):
        page.goto(f"/admin/municipalites/{path}")
        check(page, axe)
    page.click("button[value=link_selected]")
    page.wait_for_selector("textarea")
    check(page, axe)
    page.goto(f"/admin/municipalites/accesmunicipal/{acces.pk}/change/")
    page.click("button[value=change_selected]")
    page.wait_for_selector("input[name=role]")
    check(page, axe)
