"""Who may do what, at every address of accounts and of the space, to one's own municipality or another's.

The public addresses answer alike to all (test_parcours_public.py); those of the back office have their own
table (test_parcours_admin.py). A new address without an answer here fails.
"""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import serializers
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from gediq.domain.jetons import create_jeton
from gediq.models import Courriel, DemandeCode, Jeton, Utilisateur
from municipalites.models import AccesMunicipal, Contact, Invitation, Releve
from tests.adresses import OTHERS, names_of_the_site
from tests.factories.comptes import MOT_DE_PASSE, create_superuser, create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces, create_courriel, create_invitation

pytestmark = pytest.mark.django_db

# Nobody; whose access was withdrawn; who transmits for another municipality; who reads, writes, transmits
# for this one; the groups of the team.
PEOPLE = (
    *("anonyme", "retiree", "ailleurs", "lecture", "redaction", "transmission"),
    *("Lecture", "Rédaction", "superuser"),
)
FORM = "application/x-www-form-urlencoded"
LANGUES = ["fr", "en"]

# The answer to each of `PEOPLE`, the last column being the whole team's; a star where something changes.
MATRIX = """
account_login                        GET   200  302  302  302  302  302  302
account_login                        POST  302* 302  302  302  302  302  302
account_reauthenticate               GET   302  200  200  200  200  200  200
account_reauthenticate               POST  302  200  200  200  200  200  200
compte                               GET   302  200  200  200  200  200  200
compte                               POST  302  302* 302* 302* 302* 302* 302*
compte-fermer-sessions               GET   405  405  405  405  405  405  405
compte-fermer-sessions               POST  302  302  302  302  302  302  302
compte-oublier-appareil              GET   405  405  405  405  405  405  405
compte-oublier-appareil              POST  302  302  302  302  302  302  302
connexion                            GET   200  302  302  302  302  302  302
connexion                            POST  302* 302  302  302  302  302  302
connexion-code                       GET   302  302  302  302  302  302  302
connexion-code                       POST  302  302  302  302  302  302  302
connexion-code-renvoyer              GET   405  405  405  405  405  405  405
connexion-code-renvoyer              POST  302  302  302  302  302  302  302
deconnexion                          GET   405  405  405  405  405  405  405
deconnexion                          POST  302  302  302  302  302  302  302
mfa_activate_totp                    GET   302  403  403  403  403  403  302
mfa_activate_totp                    POST  302  403  403  403  403  403  302
mfa_add_webauthn                     GET   302  403  403  403  403  403  302
mfa_add_webauthn                     POST  302  403  403  403  403  403  302
mfa_authenticate                     GET   302  302  302  302  302  302  302
mfa_authenticate                     POST  302  302  302  302  302  302  302
mfa_deactivate_totp                  GET   302  403  403  403  403  403  404
mfa_deactivate_totp                  POST  302  403  403  403  403  403  404
mfa_generate_recovery_codes          GET   302  403  403  403  403  403  405
mfa_generate_recovery_codes          POST  302  403  403  403  403  403  302
mfa_index                            GET   302  403  403  403  403  403  200
mfa_index                            POST  302  403  403  403  403  403  405
mfa_login_webauthn                   GET   302  302  302  302  302  302  302
mfa_login_webauthn                   POST  302  302  302  302  302  302  302
mfa_reauthenticate                   GET   302  403  403  403  403  403  302
mfa_reauthenticate                   POST  302  403  403  403  403  403  302
mfa_reauthenticate_webauthn          GET   302  403  403  403  403  403  302
mfa_reauthenticate_webauthn          POST  302  403  403  403  403  403  302
mfa_remove_webauthn                  GET   302  403  403  403  403  403  302
mfa_remove_webauthn                  POST  302  403  403  403  403  403  302
mfa_trust                            GET   302  302  302  302  302  302  302
mfa_trust                            POST  302  302  302  302  302  302  302
mfa_view_recovery_codes              GET   302  403  403  403  403  403  200
mfa_view_recovery_codes              POST  302  403  403  403  403  403  302
mot-de-passe                         GET   302  200  200  200  200  200  200
mot-de-passe                         POST  302  302* 302* 302* 302* 302* 302*
municipalites:acces-modifier         GET   302  403  404  403  403  200  403
municipalites:acces-modifier         POST  302  403  404  403  403  302* 403
municipalites:acces-revoquer         GET   302  403  404  403  403  200  403
municipalites:acces-revoquer         POST  302  403  404  403  403  302* 403
municipalites:espace-detail          GET   302  403  302  302  302  302  403
municipalites:espace-detail          POST  405  405  405  405  405  405  405
municipalites:espace-inviter         GET   302  403  404  403  403  200  403
municipalites:espace-inviter         POST  302  403  404  403  403  302* 403
municipalites:espace-municipalite    GET   302  403  404  200  200  200  403
municipalites:espace-municipalite    POST  405  405  405  405  405  405  405
municipalites:espace-profil          GET   302  403  200  200  200  200  403
municipalites:espace-profil          POST  302  403  302* 302* 302* 302* 403
municipalites:espace-quitter         GET   302  403  404  200  200  200  403
municipalites:espace-quitter         POST  302  403  404  302* 302* 302* 403
municipalites:invitation-accepter    GET   200  200  200  200  200  200  200
municipalites:invitation-accepter    POST  302* 200  200  200  200  200  200
municipalites:invitation-lien        GET   302  403  404  403  403  302  403
municipalites:invitation-lien        POST  302  403  404  403  403  200* 403
municipalites:invitation-redemander  GET   200  200  200  200  200  200  200
municipalites:invitation-redemander  POST  302* 302* 302* 302* 302* 302* 302*
municipalites:invitation-relancer    GET   405  405  405  405  405  405  405
municipalites:invitation-relancer    POST  302  403  404  403  403  302* 403
municipalites:invitation-revoquer    GET   302  403  404  403  403  200  403
municipalites:invitation-revoquer    POST  302  403  404  403  403  302* 403
municipalites:releve-creer           GET   200  200  200  200  200  200  200
municipalites:releve-creer           POST  302* 302* 302* 302* 302* 302* 302*
"""


def read_matrix():
    """{(address, method): {person: « 302* »}}"""
    answers = {}
    for name, method, *said in (line.split() for line in MATRIX.strip().splitlines()):
        answers[name, method] = dict(zip(PEOPLE, [*said, said[-1], said[-1]], strict=True))
    return answers


STATED = read_matrix()
PERSONAL = [name for name in names_of_the_site() if OTHERS.get(name, (0, False))[1]]


def arguments_of(name, rows):
    code = rows["municipalite"].code
    ends = name.rpartition(":")[2]
    if ends in ("acces-modifier", "acces-revoquer"):
        return [code, rows["acces"].pk]
    if ends in ("invitation-relancer", "invitation-lien", "invitation-revoquer"):
        return [code, rows["invitation"].pk]
    if ends in ("espace-municipalite", "espace-inviter", "espace-quitter"):
        return [code]
    return {"invitation-accepter": [rows["jeton"]], "releve-creer": [rows["jeton_releve"]]}.get(
        ends, [1] if ends == "mfa_remove_webauthn" else []
    )


# What a right POST holds, where it holds something.
POSTED = {
    "compte": {"nom": "Nom changé", "langue": "en"},
    "municipalites:espace-profil": {"nom": "Nom changé", "langue": "en"},
    "municipalites:espace-inviter": {
        "courriel": "collegue@exemple.org",
        "nom": "Collègue d’essai",
        "langue": "fr",
        "role": "lecture",
    },
    "municipalites:acces-modifier": {"role": "lecture"},
    "municipalites:invitation-redemander": {"courriel": "personne@exemple.org"},
    "municipalites:releve-creer": {"sait": "oui", "nom": "Relève d’essai", "courriel": "releve@exemple.org"},
    "mot-de-passe": {
        "old_password": MOT_DE_PASSE,
        "new_password1": "une autre phrase assez longue",
        "new_password2": "une autre phrase assez longue",
    },
    "connexion": {"courriel": "personne@exemple.org"},
    "account_login": {"courriel": "personne@exemple.org"},
}
KEPT = (Utilisateur, AccesMunicipal, Invitation, Contact, Courriel, DemandeCode, Jeton, Releve)


@pytest.fixture(scope="module")
def rows(module_rows):
    """Two municipalities, each with somebody who transmits; in the first, every role and an invitation."""
    municipalite, autre = create_municipalite(), create_municipalite()
    people = {}
    for name, place, fields in (
        ("retiree", municipalite, {"revoque_le": "2026-01-01T12:00Z"}),
        ("ailleurs", autre, {"role": "transmission"}),
        ("lecture", municipalite, {"role": "lecture"}),
        ("redaction", municipalite, {"role": "redaction"}),
        ("transmission", municipalite, {"role": "transmission"}),
    ):
        people[name] = create_acces(municipalite=place, **fields).utilisateur
    create_acces(municipalite=municipalite, role="transmission")
    for group in ("Lecture", "Rédaction"):
        people[group] = create_utilisateur(group)
    people["superuser"] = create_superuser()
    # Sent a while ago: a reminder now is no double click.
    invitation = create_invitation(municipalite, expire_le=timezone.now() + timedelta(days=20))
    return {
        "people": people,
        "municipalite": municipalite,
        "autre": autre,
        "acces": create_acces(municipalite=municipalite),
        "invitation": invitation,
        "jeton": create_jeton("invitation", invitation.pk),
        "jeton_releve": create_jeton("releve", create_courriel().pk),
        "invitation_ailleurs": create_invitation(autre),
        "acces_ailleurs": create_acces(municipalite=autre),
    }


def sign_in(rows, person):
    client = Client()
    if person in rows["people"]:
        client.force_login(rows["people"][person])
    return client


def path_of(name, rows, langue="fr"):
    with translation.override(langue):
        return reverse(name, args=arguments_of(name, rows))


def everything_kept():
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in KEPT]


def ask(rows, person, name, method):
    """« 302* »: the status, and a star when a row of `KEPT` changed."""
    client = sign_in(rows, person)
    before = everything_kept()
    data = POSTED.get(name, {}) if method == "POST" else {}
    status = client.generic(method, path_of(name, rows), urlencode(data), FORM).status_code
    return f"{status}{'*' if everything_kept() != before else ''}"


def test_every_personal_address_has_its_answers():
    assert sorted(STATED) == sorted((name, method) for name in PERSONAL for method in ("GET", "POST"))


@pytest.mark.parametrize("name", PERSONAL)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_address_answers_each_person_as_stated(rows, name, method):
    answers = {}
    for person in PEOPLE:
        with transaction.atomic():
            cache.clear()
            answers[person] = ask(rows, person, name, method)
            transaction.set_rollback(True)

    assert answers == STATED[name, method]


def test_no_get_changes_anything():
    assert [key for key, said in STATED.items() if key[1] == "GET" and "*" in "".join(said.values())] == []


# --- Rows of another municipality, through one's own ----------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("municipalites:acces-modifier", "acces_ailleurs"),
        ("municipalites:acces-revoquer", "acces_ailleurs"),
        ("municipalites:invitation-relancer", "invitation_ailleurs"),
        ("municipalites:invitation-lien", "invitation_ailleurs"),
        ("municipalites:invitation-revoquer", "invitation_ailleurs"),
    ],
)
def test_a_row_of_another_municipality_is_as_if_it_did_not_exist(rows, name, row, method):
    client, before = sign_in(rows, "transmission"), everything_kept()
    path = reverse(name, args=[rows["municipalite"].code, rows[row].pk])

    status = client.generic(method, path, urlencode(POSTED.get(name, {})), FORM).status_code

    only_post = name == "municipalites:invitation-relancer" and method == "GET"
    assert (status, everything_kept()) == (405 if only_post else 404, before)


@pytest.mark.parametrize("langue", LANGUES)
def test_the_space_says_nothing_of_another_municipality(rows, langue):
    client = sign_in(rows, "ailleurs")
    hidden = [
        rows["municipalite"].nom,
        rows["people"]["lecture"].courriel,
        rows["invitation"].courriel,
        rows["invitation"].nom,
    ]
    pages = [path_of(name, rows, langue) for name in PERSONAL if ":espace-" in name]
    own = reverse("municipalites:espace-municipalite", args=[rows["autre"].code])
    texts = [client.get(path, follow=True).content.decode() for path in [*pages, own]]

    assert [word for word in hidden for text in texts if word in text] == []


@pytest.mark.parametrize("person", ["retiree", "transmission"])
def test_a_person_put_aside_is_out_at_the_next_request(rows, person):
    client = sign_in(rows, "transmission")
    path = path_of("municipalites:espace-municipalite", rows)
    opened = client.get(path).status_code
    account = rows["people"]["transmission"]
    if person == "retiree":
        AccesMunicipal.objects.filter(utilisateur=account).update(revoque_le=timezone.now())
    else:
        Utilisateur.objects.filter(pk=account.pk).update(is_active=False)

    assert (opened, client.get(path).status_code) == (200, 403 if person == "retiree" else 302)
