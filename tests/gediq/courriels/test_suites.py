"""What the team does about a mail that left: sending it again, noting that it came back."""

import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from gediq.courriels.suites import report_return, resend_courriel, returned_addresses
from gediq.models import Courriel, Jeton
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.personnes import create_courriel, create_envoi

from .conftest import post, send

pytestmark = pytest.mark.django_db
Statut = Courriel.Statut
LINK = re.compile(r"/espace/releve/([\w-]+)/")


def test_sending_again_says_the_same_words_with_new_links():
    by = create_superuser()
    first = send(post(nom="Marie"))

    again = send(resend_courriel(first, by=by))

    tokens = [LINK.search(message.body)[1] for message in mail.outbox]
    assert (again.texte, again.objet, again.renvoi_de_id) == (first.texte, first.objet, first.pk)
    assert again.repondre_a == by.courriel
    assert tokens[0] != tokens[1]
    assert Jeton.objects.valid().count() == 2


def test_sending_again_may_go_to_a_corrected_address():
    first = send(post())

    again = send(resend_courriel(first, by=create_superuser(), destinataire=" Marie.T@Ville.example"))

    assert mail.outbox[1].to == [again.destinataire] == ["marie.t@ville.example"]


def test_two_clicks_send_again_once_and_a_later_one_sends_once_more():
    by, first = create_superuser(), send(post())

    pages = [resend_courriel(first, by=by, rang=0).pk for _click in range(2)]
    later = resend_courriel(first, by=by, rang=1)

    assert pages[0] == pages[1] != later.pk
    assert first.renvois.count() == 2


def test_sending_again_many_times_in_a_row_keeps_the_name_of_the_event_short():
    by, courriel = create_superuser(), create_courriel(evenement="e" * 120)

    for _time in range(5):
        courriel = resend_courriel(courriel, by=by)
        Courriel.objects.filter(pk=courriel.pk).update(statut=Statut.REFUSE)

    assert len(courriel.evenement) <= 120


def test_a_resend_stays_in_its_mailing():
    envoi = create_envoi()

    again = resend_courriel(create_courriel(envoi=envoi), by=create_superuser())

    assert again.envoi == envoi


@pytest.mark.parametrize("statut", [Statut.A_ENVOYER, Statut.EN_COURS, Statut.SANS_OBJET])
def test_what_has_not_left_is_not_sent_again(statut):
    with pytest.raises(ValidationError):
        resend_courriel(create_courriel(statut=statut), by=create_superuser())


@pytest.mark.parametrize("modele", ["code_connexion", "nouveau_lien", "disparu"])
def test_an_answer_to_a_typed_address_is_asked_for_again_by_its_reader(modele):
    with pytest.raises(ValidationError):
        resend_courriel(create_courriel(modele=modele), by=create_superuser())


def test_only_a_mail_that_left_can_come_back_and_the_reason_is_asked():
    by = create_superuser()
    for statut, raison in ((Statut.REFUSE, "Inconnue"), (Statut.A_ENVOYER, "Inconnue"), (Statut.ENVOYE, " ")):
        with pytest.raises(ValidationError):
            report_return(create_courriel(statut=statut), by=by, raison=raison)

    courriel = report_return(create_courriel(), by=by, raison="Adresse\r\ninconnue" + "e" * 300)

    courriel.refresh_from_db()
    assert courriel.statut == Statut.REVENU
    assert courriel.raison.startswith("Adresse inconnue")


def test_an_address_is_told_against_until_a_later_mail_passes():
    revenue, passee = "revenue@ville.example", "passee@ville.example"
    create_courriel(destinataire=revenue)
    create_courriel(destinataire=revenue, statut=Statut.REVENU)
    create_courriel(destinataire=passee, statut=Statut.REVENU)
    create_courriel(destinataire=passee)

    assert returned_addresses([revenue, passee, "autre@ville.example"]) == {revenue}


@pytest.mark.parametrize("groups", [["Lecture"], []])
def test_who_may_not_change_mails_does_nothing_to_them(groups):
    by, courriel = create_utilisateur(*groups), create_courriel(envoye_le=timezone.now())

    with pytest.raises(PermissionDenied):
        resend_courriel(courriel, by=by)
    with pytest.raises(PermissionDenied):
        report_return(courriel, by=by, raison="Inconnue")
