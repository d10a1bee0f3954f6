"""A message to several: chosen, written, tried on oneself, sent once to each."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from gediq.courriels.envoi_groupe import (
    create_envoi,
    is_tried,
    langue_for,
    remove_destinataire,
    send_envoi,
    try_envoi,
    warnings_for,
)
from gediq.models import Courriel, Envoi
from gediq.registre import Personne
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.personnes import create_contact, create_courriel
from tests.factories.personnes import create_envoi as envoi_of

pytestmark = pytest.mark.django_db
ADRESSES = [f"personne{rank}@ville.example" for rank in range(20)]


@pytest.fixture
def by():
    return create_superuser(courriel="coordination@exemple.org", nom="Coordination")


@pytest.fixture
def committed(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def reload(envoi):
    return Envoi.objects.get(pk=envoi.pk)


def test_people_chosen_become_recipients_once_each(by):
    envoi = create_envoi(
        [
            Personne("Marie@Ville.example", "Marie\r\nBcc: x@y.example", "en"),
            Personne("marie@ville.example", "Marie T."),
            Personne("", "Sans adresse"),
            Personne("paul@ville.example"),
        ],
        by=by,
    )

    kept = list(envoi.destinataires.values_list("courriel", "nom", "langue"))
    assert kept == [("marie@ville.example", "Marie T.", "fr"), ("paul@ville.example", "", "fr")]
    assert envoi.created_by == by


@pytest.mark.parametrize("personnes", [[], [Personne("")], [Personne("pas une adresse")]])
def test_nobody_to_write_to_is_refused(by, personnes):
    with pytest.raises(ValidationError):
        create_envoi(personnes, by=by)

    assert not Envoi.objects.exists()


def test_english_readers_get_french_until_the_english_is_whole():
    envoi = envoi_of(texte_en="")
    reader = envoi.destinataires.get(langue="en")
    assert langue_for(envoi, reader) == "fr"

    envoi.texte_en = "See you soon."

    assert langue_for(envoi, reader) == "en"


def test_a_trial_sends_oneself_the_exact_words_once_in_each_language(by, committed):
    envoi = envoi_of(*ADRESSES)

    with committed():
        assert try_envoi(envoi, by=by) == ["fr", "en"]
        try_envoi(envoi, by=by)

    assert [message.to for message in mail.outbox] == [[by.courriel], [by.courriel]]
    assert [message.subject for message in mail.outbox] == [envoi.objet_fr, envoi.objet_en]
    assert "Bonjour à tous.\n\nÀ bientôt.\n" in mail.outbox[0].body
    assert is_tried(reload(envoi))


def test_words_changed_after_the_trial_are_tried_again(by):
    envoi = envoi_of()
    try_envoi(envoi, by=by)
    envoi = reload(envoi)
    envoi.texte_en = "Something else."
    envoi.save()

    with pytest.raises(ValidationError, match="essay"):
        send_envoi(envoi, by=by, nombre=2)

    assert not Courriel.objects.filter(envoi=envoi).exists()


def test_nothing_is_tried_without_words_or_without_anybody(by):
    with pytest.raises(ValidationError):
        try_envoi(envoi_of(texte_fr="", texte_en="", objet_en=""), by=by)
    alone = envoi_of("un@ville.example")
    remove_destinataire(alone, alone.destinataires.get().pk, by=by)
    with pytest.raises(ValidationError):
        try_envoi(alone, by=by)


def test_twenty_people_get_one_mail_each_in_their_language_whatever_is_clicked(by, committed):
    envoi = envoi_of(*ADRESSES)
    try_envoi(envoi, by=by)
    mail.outbox.clear()

    with committed():
        counts = [send_envoi(envoi, by=by, nombre=20) for _click in range(2)]

    envoi = reload(envoi)
    sent = {message.to[0]: message for message in mail.outbox}
    langues = set(envoi.courriels.values_list("langue", "statut"))
    assert counts == [20, 0]
    assert (sorted(sent), len(mail.outbox)) == (sorted(ADRESSES), 20)
    assert langues == {("fr", "envoye"), ("en", "envoye")}
    assert (envoi.envoye_par, envoi.envoye_le is None) == (by, False)
    assert all(message.reply_to == [by.courriel] for message in mail.outbox)
    assert sent[ADRESSES[1]].subject == envoi.objet_en


def test_a_list_that_changed_is_read_again_before_sending(by):
    envoi = envoi_of(*ADRESSES)
    try_envoi(envoi, by=by)
    remove_destinataire(envoi, envoi.destinataires.first().pk, by=by)

    with pytest.raises(ValidationError, match="liste"):
        send_envoi(envoi, by=by, nombre=20)


def test_what_was_sent_does_not_change(by):
    envoi = envoi_of()
    try_envoi(envoi, by=by)
    send_envoi(envoi, by=by, nombre=2)

    with pytest.raises(ValidationError):
        try_envoi(envoi, by=by)
    with pytest.raises(ValidationError):
        remove_destinataire(envoi, envoi.destinataires.first().pk, by=by)


def test_somebody_left_out_twice_is_left_out_once(by):
    envoi = envoi_of("un@ville.example", "deux@ville.example")
    pk = envoi.destinataires.get(courriel="un@ville.example").pk

    assert [remove_destinataire(envoi, pk, by=by) for _click in range(2)] == ["un@ville.example", ""]
    assert envoi.destinataires.count() == 1


def test_addresses_that_came_back_or_whose_person_left_are_told():
    create_courriel(destinataire="revenue@ville.example", statut=Courriel.Statut.REVENU)
    create_contact(
        courriel="partie@ville.example", parti_le="2026-03-01", remplace_par=create_contact(nom="Zoé")
    )
    create_contact(courriel="commune@ville.example", parti_le="2026-03-01")
    create_contact(courriel="commune@ville.example")

    warnings = warnings_for(f"{name}@ville.example" for name in ("revenue", "partie", "commune", "autre"))

    assert warnings == {
        "revenue@ville.example": "Le dernier courriel est revenu.",
        "partie@ville.example": "Cette personne est partie; Zoé la remplace.",
    }


@pytest.mark.parametrize("groups", [["Lecture"], []])
def test_who_may_not_write_to_several_does_none_of_it(groups):
    by, envoi = create_utilisateur(*groups), envoi_of()
    acts = [
        lambda: create_envoi([Personne("un@ville.example")], by=by),
        lambda: try_envoi(envoi, by=by),
        lambda: send_envoi(envoi, by=by, nombre=2),
        lambda: remove_destinataire(envoi, 1, by=by),
    ]

    for act in acts:
        with pytest.raises(PermissionDenied):
            act()

    assert not Courriel.objects.exists()
