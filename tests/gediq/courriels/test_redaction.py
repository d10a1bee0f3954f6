"""The words of a mail and their frame, in the language of who reads it."""

import re

import pytest
from django.core import mail

from gediq.courriels.adresses import absolute
from gediq.domain.jetons import hash_of
from gediq.models import Courriel, Jeton
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.gediq import create_identite

from .conftest import post, send

pytestmark = pytest.mark.django_db
NBSP = "\xa0"


def envoi(texte, **fields):
    return post(modele="envoi", contexte={"objet": "Objet", "texte": texte}, **fields)


def test_every_mail_greets_signs_and_lets_say_who_replaces_its_reader():
    create_identite(adresse_postale="1, rue d’essai\nVille-d'essai", telephone="514 555-0100")

    courriel = envoi("Un.\n\nDeux.", nom="Zoé L'Heureux")

    assert courriel.texte == (
        "Bonjour Zoé L'Heureux,\n\nUn.\n\nDeux.\n\n-- \nGEDCIQ\n"
        "Groupe d’expertise pour le développement des cités interculturelles au Québec\n"
        "1, rue d’essai\nVille-d'essai\n514 555-0100\nequipe@exemple.org\n\n"
        f"Ce n’est plus vous? Indiquez qui vous remplace{NBSP}: [[releve]]"
    )


def test_a_mailbox_without_a_name_is_greeted_too():
    assert envoi("Un.").texte.startswith("Bonjour,\n\nUn.")


def test_the_link_of_the_foot_is_made_when_the_mail_leaves_and_only_its_hash_is_kept():
    courriel = send(envoi("Un.", langue="en"))
    (message,) = mail.outbox

    link = re.search(re.escape(absolute("/en/espace/releve/")) + r"([\w-]+)/", message.body)
    jeton = Jeton.objects.get()
    assert (jeton.usage, jeton.cle, jeton.empreinte) == ("releve", str(courriel.pk), hash_of(link[1]))
    assert (jeton.expire_le - jeton.created_at).days in (89, 90)
    assert "[[releve]]" in courriel.texte
    assert "[[" not in message.body + message.alternatives[0].content
    assert link[0] in message.alternatives[0].content


def test_each_mail_speaks_the_language_of_its_reader():
    french, english = post(langue="fr"), post("essai:2", langue="en")

    assert french.objet == "Essai du courriel du GEDCIQ"
    assert english.objet == "GEDCIQ email trial"


def test_answers_go_to_the_member_of_the_team_who_acts_and_to_nobody_else():
    staff, municipal = create_superuser(), create_utilisateur(is_staff=False, est_municipal=True)
    rows = [post("a:1", by=staff), post("a:2", by=municipal), post("a:3")]
    for row in rows:
        send(row)

    assert [message.reply_to for message in mail.outbox] == [[staff.courriel], [], []]


def test_an_event_has_one_mail_for_each_person():
    first, again, other = post(), post(), post(destinataire="paul@ville.example")

    assert (first.pk, Courriel.objects.count()) == (again.pk, 2)
    assert other.pk != first.pk
