"""Erasing a person: neither the address nor the name is left anywhere, and nobody else loses a word."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from reversion.models import Version

from gediq.chiffrement import decrypt
from gediq.domain.edition import recording, save_edited
from gediq.domain.effacement import erase_person, find_person
from gediq.domain.jetons import create_jeton
from gediq.models import Courriel, DemandeCode, DestinataireEnvoi, Envoi, EvenementCompte, Jeton, Utilisateur
from municipalites.models import AccesMunicipal, Contact, Importation, Invitation, NoteAppel, Releve
from tests.factories.classeurs import xlsx_file
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import (
    create_acces,
    create_consentement,
    create_contact,
    create_courriel,
    create_invitation,
    create_note_appel,
    create_releve,
)

pytestmark = pytest.mark.django_db
ADRESSE = "canari.effacee@ville.example"
NOM = "Canarie Éffacée"
VOISINE = "moi.canari.effacee@ville.example"


def everything_said():
    """Every column of every row of every table, and every file, in one casefolded text."""
    rows = []
    for model in apps.get_models(include_auto_created=True):
        for values in model._base_manager.order_by().values_list():
            rows += [json.dumps(value, ensure_ascii=False, default=str) for value in values]
    for session in Session.objects.order_by("pk"):
        rows.append(str(session.get_decoded()))
    for path in settings.MEDIA_ROOT.rglob("*"):
        rows.append(path.read_bytes().decode("latin-1") if path.is_file() else "")
    return "\n".join(sorted(rows)).casefold()


def content_of(importation):
    with importation.fichier.open("rb") as content:
        return content.read()


@pytest.fixture
def person(settings, tmp_path):
    """Somebody whom every kind of row knows."""
    settings.MEDIA_ROOT = tmp_path
    staff, ville = create_superuser(nom="Ana"), create_municipalite()
    account = create_utilisateur(courriel=ADRESSE, nom=NOM, is_staff=False, est_municipal=True)
    Client().force_login(account)
    create_rows_of_account(account, ville, staff)
    create_rows_of_contact(ville, staff)
    create_mails(account, staff)
    LogEntry.objects.log_actions(staff.pk, [account], CHANGE, f"{NOM} a changé", single_object=True)
    # The journal writes accents in its own way.
    changed = [{"changed": {"name": "contact", "object": f"{NOM}, {ADRESSE}"}}]
    LogEntry.objects.log_actions(staff.pk, [staff], CHANGE, changed, single_object=True)
    return account


def create_rows_of_account(account, ville, staff):
    EmailAddress.objects.create(user=account, email=ADRESSE)
    Authenticator.objects.create(user=account, type="totp", data={"nom": NOM})
    EvenementCompte.objects.create(utilisateur=account, type_evenement="depart", precision=NOM)
    DemandeCode.objects.create(utilisateur=account, expire_le=timezone.now())
    acces = create_acces(account, ville)
    invitation = create_invitation(ville, courriel=ADRESSE, nom=NOM, acces=acces)
    create_jeton("invitation", invitation.pk)
    colleague = create_invitation(create_municipalite(), created_by=account)
    create_jeton("invitation", colleague.pk)
    LogEntry.objects.log_actions(staff.pk, [acces, invitation], CHANGE, f"de {ADRESSE}")


def create_rows_of_contact(ville, staff):
    with recording(by=staff, comment=f"Création de {NOM}"):
        contact = save_edited(Contact(nom=NOM, courriel=ADRESSE, territoire_id=ville.pk), by=staff)
        successor = create_contact(territoire_id=ville.pk)
        contact.remplace_par = successor
        save_edited(contact, by=staff)
    with recording(by=staff, comment="Note"):
        save_edited(create_note_appel(contact, texte=f"{NOM} rappellera."), by=staff)
        save_edited(create_consentement(contact, texte=f"{NOM} accepte."), by=staff)
        save_edited(create_note_appel(successor, texte=f"A remplacé {NOM} ({ADRESSE})."), by=staff)
    create_releve(ancien_courriel=ADRESSE)
    create_releve(nom=NOM, courriel=ADRESSE.upper(), message=f"C’est {NOM}.")
    importation = Importation(type_importation="contacts", nom_fichier="contacts.csv", empreinte="x")
    importation.rapport = [{"nom": NOM, "remarques": [ADRESSE]}]
    importation.fichier.save("contacts.csv", ContentFile(f"nom;courriel\n{NOM};{ADRESSE.upper()}\n".encode()))


def create_mails(account, staff):
    mail = create_courriel(destinataire=ADRESSE, nom=NOM, contexte={"nom": NOM}, texte=f"Bonjour {NOM},")
    create_jeton("releve", mail.pk)
    create_courriel(contexte={"invite_par": NOM}, texte=f"{NOM.upper()} vous invite.", created_by=account)
    envoi = Envoi.objects.create(objet_fr="Objet", texte_fr=f"Écrivez à {NOM}, {ADRESSE}.")
    DestinataireEnvoi.objects.create(envoi=envoi, courriel=ADRESSE, nom=NOM)


def test_nothing_is_left_of_the_person_in_any_table_nor_file(person, django_capture_on_commit_callbacks):
    before = everything_said()

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(ADRESSE.upper(), by=create_superuser())

    after = everything_said()
    assert before.count(ADRESSE) > 10
    assert before.count(NOM.casefold()) > 10
    assert ADRESSE not in after
    assert NOM.casefold() not in after
    assert "éffacée" not in after
    assert "\\u00e9ffac" not in after


def test_links_of_the_person_open_nothing_and_those_of_others_stay(person):
    erase_person(ADRESSE, by=None)

    kept = Jeton.objects.get()
    assert kept.cle == str(Invitation.objects.get().pk)


def test_nobody_else_loses_a_row_nor_a_word(person):
    ville = create_municipalite()
    neighbour = create_contact(nom="Anne Voisine", courriel=VOISINE, territoire_id=ville.pk)
    with recording(comment="Modification"):
        save_edited(neighbour)
    create_note_appel(neighbour, texte=f"Joindre {VOISINE}.")
    create_courriel(destinataire=VOISINE, nom="Anne Voisine", texte=f"Bonjour {VOISINE}")
    create_acces(create_utilisateur(courriel=VOISINE, is_staff=False, est_municipal=True), ville)
    create_releve(ancien_courriel=VOISINE)

    erase_person(ADRESSE, by=None)

    neighbour.refresh_from_db()
    assert (neighbour.nom, neighbour.courriel) == ("Anne Voisine", VOISINE)
    assert NoteAppel.objects.get(contact=neighbour).texte == f"Joindre {VOISINE}."
    assert Courriel.objects.get(destinataire=VOISINE).texte == f"Bonjour {VOISINE}"
    assert AccesMunicipal.objects.get().utilisateur.courriel == VOISINE
    assert Releve.objects.filter(ancien_courriel=VOISINE).exists()
    assert Version.objects.get_for_object(neighbour).get().field_dict["courriel"] == VOISINE
    assert NoteAppel.objects.filter(texte="A remplacé […] ([…]).").count() == 1


def test_what_was_told_of_the_person_by_another_keeps_the_other_s_row(person):
    other = Releve.objects.exclude(ancien_courriel=ADRESSE).get()

    erase_person(ADRESSE, by=None)

    other.refresh_from_db()
    assert (other.nom, other.courriel, other.message) == ("", "", "")


def test_a_name_that_another_bears_stays_in_texts_and_this_is_said(
    person, django_capture_on_commit_callbacks
):
    create_contact(nom=NOM, courriel="homonyme@ville.example")
    create_courriel(destinataire="homonyme@ville.example", texte=f"Bonjour {NOM},")

    with django_capture_on_commit_callbacks(execute=True):
        lines = erase_person(ADRESSE, by=None)

    assert Courriel.objects.get(destinataire="homonyme@ville.example").texte == f"Bonjour {NOM},"
    assert [line for line in lines if "autre adresse" in line] != []
    assert ADRESSE not in everything_said()


def test_account_of_the_team_is_refused_and_nothing_goes():
    member = create_utilisateur(courriel="membre@exemple.org", nom="Membre Essai")
    create_contact(courriel="membre@exemple.org")

    with pytest.raises(ValidationError, match="compte de l’équipe"):
        erase_person("membre@exemple.org", by=None)
    assert Utilisateur.objects.filter(pk=member.pk).exists()
    assert Contact.objects.count() == 1


def test_only_administration_erases(person):
    with pytest.raises(PermissionDenied):
        erase_person(ADRESSE, by=create_utilisateur("Rédaction"))
    assert Contact.objects.filter(courriel=ADRESSE).exists()


def test_erasure_says_who_did_it_and_never_to_whom(person):
    by = create_superuser()

    erase_person(ADRESSE, by=by)

    (entry,) = LogEntry.objects.filter(user=by)
    assert entry.object_repr == "Personne effacée"


def test_erasure_that_fails_half_way_erases_nothing(person, monkeypatch):
    monkeypatch.setattr("gediq.domain.effacement.note_erasure", lambda by: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        erase_person(ADRESSE, by=None)
    assert Contact.objects.filter(courriel=ADRESSE).exists()
    assert content_of(Importation.objects.get()) != b""


def test_pending_file_without_the_person_stays(person, django_capture_on_commit_callbacks):
    other = Importation(type_importation="contacts", nom_fichier="autres.csv", empreinte="y")
    other.fichier.save("autres.csv", ContentFile(b"nom;courriel\nAutre;autre@ville.example\n"))

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(ADRESSE, by=None)

    assert Importation.objects.get() == other
    assert content_of(other).startswith(b"nom")


# --- The command ---


def test_command_says_what_there_is_and_simulates_without_a_trace(person, capsys):
    before = everything_said()

    call_command("effacer_personne", ADRESSE, "--simuler")

    told = capsys.readouterr().out
    assert "- 1 contact\n" in told
    assert "- 2 relèves\n" in told
    assert "Simulation\xa0: rien n’a été effacé." in told
    assert everything_said() == before


def test_command_erases_and_says_what_it_erased(person, capsys):
    call_command("effacer_personne", ADRESSE)
    first = capsys.readouterr().out
    call_command("effacer_personne", ADRESSE)
    second = capsys.readouterr().out

    assert "- 1 compte\n" in first
    assert "Effacé" in first
    assert second == "Rien n’est connu à cette adresse.\n"
    assert find_person(ADRESSE) == []


def test_command_refuses_the_team_in_words():
    create_utilisateur(courriel="membre@exemple.org")

    with pytest.raises(CommandError, match="compte de l’équipe"):
        call_command("effacer_personne", "membre@exemple.org")


def test_pending_workbook_with_the_person_goes(person, django_capture_on_commit_callbacks):
    rows = [["nom", "courriel"], [NOM, ADRESSE.upper()]]
    book = Importation(type_importation="contacts", nom_fichier="contacts.xlsx", empreinte="z")
    book.fichier.save("contacts.xlsx", ContentFile(xlsx_file(*rows).getvalue()))
    path = settings.MEDIA_ROOT / book.fichier.name
    assert path.exists()

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(ADRESSE, by=None)

    assert Importation.objects.count() == 0
    assert not path.exists()


@pytest.mark.parametrize("told", ["Jean L’Heureux", "JEAN  L'HEUREUX", "Jean\nL’Heureux"])
def test_name_is_found_however_it_was_typed_and_not_inside_another(told):
    create_contact(nom="Jean L'Heureux", courriel="jean@ville.example")
    create_contact(nom="Marie-Jean L’Heureuxe", courriel="marie@ville.example")
    note = create_note_appel(texte=f"Vu {told}, puis Jean L’Heureuxe.")

    erase_person("jean@ville.example", by=None)

    note.refresh_from_db()
    assert note.texte == "Vu […], puis Jean L’Heureuxe."


def test_waiting_for_a_code_keeps_no_address(person):
    Client().post("/comptes/connexion/", {"courriel": ADRESSE})
    Client().post("/comptes/connexion/", {"courriel": "autre@ville.example"})

    erase_person(ADRESSE, by=None)

    [kept] = Session.objects.all()
    assert decrypt(kept.get_decoded()["demande_code"]["courriel"]) == "autre@ville.example"
