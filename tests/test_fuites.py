"""Nothing unpublished is visible anywhere: hidden rows that sing, and every public address listened to.

What a visitor asks of a hidden row gets the very answer of what never existed; a preview link opens its own
row, as long as it is valid, and nothing else.
"""

import io
from datetime import timedelta
from urllib.parse import urlencode

import pypdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gediq.domain.publication import create_preview, revoke_preview
from gediq.models import LienApercu, NomOrganisme
from municipalites.models import Contact, Entente, Municipalite
from programmation.enums import Audience
from programmation.models import Document
from tests.factories.canaris import REASON, create_canaris, hidden_states
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.fichiers import create_edition, pdf_bytes
from tests.factories.gediq import create_organisme, create_page
from tests.factories.municipalites import create_entente
from tests.factories.personnes import (
    create_acces,
    create_consentement,
    create_contact,
    create_courriel,
    create_envoi,
    create_invitation,
    create_note_appel,
    create_releve,
)
from tests.factories.programmation import create_document
from tests.factories.tout import create_everything
from tests.pages import Visit, crawl

pytestmark = pytest.mark.django_db

LANGUES = ["fr", "en"]
FEEDS = ["ics", "atom", "json", "csv"]
KINDS = ["programme", "seance", "referentiel", "document", "page"]
STATES = ["brouillon", "retiree", "demain"]
HIDDEN = [f"{kind}-{state}" for kind in KINDS for state in STATES]
STATUSES = {"brouillon": 404, "retiree": 410, "demain": 404}
# No row holds this word, as long as those of the canaries, nor these codes.
NOTHING = {"q": "canarizqz", "ville": "98999", "cycle": "1801-1802"}
RESERVED = "canarireserve"
AGREED = "canarientente"
PERSON = "canaripersonne"


@pytest.fixture(scope="module")
def canaris(module_rows):
    """The hidden trees, by name, among public rows of every kind."""
    create_page(slug="a-propos")
    _programme, seance, referentiel, _document = create_everything(2)
    reserved = create_document(audience=Audience.PARTICIPANTS, seance=seance)
    create_edition(reserved, fichier=pdf_bytes(texte=RESERVED))
    hide_ententes(seance)
    canaris = {str(canari): canari for canari in create_canaris(seance, referentiel)}
    for canari in canaris.values():
        create_preview(canari.root, by=create_superuser())
    create_people(seance)
    return canaris


def create_people(seance):
    """Whom we know in a city that visitors see, who enters its space, and what we wrote to each."""
    ville, name, address = seance.lieux.first().municipalite, f"Paule {PERSON}", f"{PERSON}@ville.example"
    contact = create_contact(
        territoire_id=ville.pk, nom=name, courriel=address, fonction=PERSON, telephone=PERSON, note=PERSON
    )
    contact.themes.set(seance.themes.all())
    create_consentement(contact, texte=PERSON, moyen=PERSON)
    create_note_appel(contact, texte=PERSON)
    create_note_appel(territoire_id=ville.pk, texte=PERSON)
    account = create_utilisateur(courriel=address, nom=name, is_staff=False, est_municipal=True)
    create_acces(account, ville)
    create_invitation(ville, nom=name, courriel=address, created_by=account)
    create_releve(ancien_courriel=address, nom=name, courriel=address, message=PERSON)
    create_courriel(destinataire=address, nom=name, objet=PERSON, texte=PERSON)
    create_envoi(address, objet_fr=PERSON, objet_en=PERSON, texte_fr=PERSON, texte_en=PERSON)


def hide_ententes(seance):
    """In each hidden state, an agreement in force today, signed by a city where a public session was held."""
    ville = seance.lieux.first().municipalite
    for state in hidden_states().values():
        name = default_storage.save("ententes/essai.pdf", ContentFile(pdf_bytes(texte=AGREED)))
        organisme = create_organisme(noms=0)
        NomOrganisme.objects.create(organisme=organisme, nom_fr=AGREED, nom_en=AGREED, sigle=AGREED)
        texts = {"mandataire": AGREED, "note_fr": AGREED, "note_en": AGREED}
        create_entente(ville, organisme=organisme, fichier=name, **texts, **state)


@pytest.fixture(scope="module")
def visits(canaris):
    """All a visitor can reach by links, from the site map, and the month of the hidden days."""
    month = (timezone.localdate() + timedelta(days=1)).strftime("%Y-%m")
    starts = ["/sitemap.xml", "/robots.txt"]
    for langue in LANGUES:
        starts += [f"/{langue}/", f"/{langue}/programmation/calendrier/?mois={month}"]
        starts += [f"/{langue}/programmation/calendrier.{feed}" for feed in FEEDS]
        starts += [f"/{langue}/programmation/?annee={month[:4]}"]
    return crawl(Client(), *starts)


def text_of(visit):
    if visit.content.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(visit.content)).pages
        return "\n".join(page.extract_text() for page in pages)
    return visit.content.decode()


def in_english(path):
    return path.replace("/fr/", "/en/", 1)


# --- What visitors reach -------------------------------------------------------------------------


def test_the_trees_are_those_this_page_names(canaris):
    assert sorted(canaris) == sorted(HIDDEN)


def test_no_hidden_row_says_its_word_nor_gives_its_address_anywhere(canaris, visits):
    heard = []
    for address, visit in visits.items():
        text = text_of(visit)
        for name, canari in canaris.items():
            told = [canari.word, *canari.addresses, *map(in_english, canari.addresses)]
            heard += [(name, words, address) for words in told if words in text]

    assert len(visits) > 60
    assert heard == []


def test_a_reserved_file_is_nowhere(client, visits):
    reserved = Document.objects.get(audience=Audience.PARTICIPANTS)
    guesses = [f"{row.get_absolute_url()}fichier" for row in (reserved, reserved.newest_edition)]
    asked = [*visits.values(), *(Visit(client, path) for path in guesses)]

    assert [visit.address for visit in asked if RESERVED.encode() in visit.content] == []


def test_a_hidden_agreement_is_nowhere(client, visits):
    hidden = Entente.objects.filter(mandataire=AGREED)
    guesses = [Visit(client, reverse("municipalites:entente-fichier", args=[row.pk])) for row in hidden]
    covered = Visit(client, f"/fr/municipalites/couverture/?date={timezone.localdate()}&annee=2021")
    asked = [*visits.values(), *guesses, covered]

    assert sorted(visit.status for visit in guesses) == [404, 404, 410]
    assert [visit.address for visit in asked if AGREED in text_of(visit)] == []


def test_nothing_about_people_is_in_any_public_byte(visits):
    told = [address for address, visit in visits.items() if PERSON in text_of(visit).casefold()]

    contact = Contact.objects.get(nom__contains=PERSON)
    ville = Municipalite.objects.get(pk=contact.territoire_id)
    assert [address for address in visits if ville.adresse in address] != []
    assert told == []


@pytest.mark.parametrize("langue", LANGUES)
def test_search_knows_nobody(client, canaris, langue):
    person, nobody = (Visit(client, f"/{langue}/recherche/?q={word}") for word in (PERSON, PERSON[::-1]))

    assert without(person, PERSON) == without(nobody, PERSON[::-1])


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_addresses_answer_as_stated_and_say_nothing(client, canaris, name, langue):
    canari = canaris[name]
    wanted = dict.fromkeys(canari.own, STATUSES[canari.state]) | dict.fromkeys(canari.children, 404)

    for path, status in wanted.items():
        visit = Visit(client, path.replace("/fr/", f"/{langue}/", 1))
        # The page names the very address that was asked for, in both languages.
        said = visit.content.decode().replace(path, "").replace(in_english(path), "")

        assert (visit.status, path) == (status, path)
        assert canari.word not in said
        assert status != 410 or REASON in said


# --- What visitors guess -------------------------------------------------------------------------


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_answers_like_what_never_existed(client, canaris, name):
    canari = canaris[name]
    pages = ["/fr/programmation/", *(f"/fr/programmation/calendrier.{feed}" for feed in FEEDS)]
    asked = [(path, key, value) for key, value in canari.values.items() for path in pages]
    asked += [(f"/{langue}/recherche/", "q", canari.word) for langue in LANGUES]

    for path, key, value in asked:
        hidden, nothing = (
            Visit(client, f"{path}?{urlencode({key: word})}") for word in (value, NOTHING[key])
        )

        assert (hidden.status, path, key) == (nothing.status, path, key)
        assert hidden.content.decode().replace(value, "") == nothing.content.decode().replace(
            NOTHING[key], ""
        )


def without(visit, value):
    """The answer, less the words of the question."""
    return visit.content.decode().replace(value, "")


# --- Preview links -------------------------------------------------------------------------------

PREVIEWED = [name for name in HIDDEN if not name.startswith("programme")]


@pytest.fixture
def preview():
    staff = create_superuser()
    return lambda canari: create_preview(canari.root, by=staff)


def visit_with(client, path, token):
    return Visit(client, f"{path}?{urlencode({'apercu': token}, doseq=True)}")


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("name", PREVIEWED)
def test_preview_link_shows_its_row_alone_and_is_never_kept(client, canaris, preview, name, langue):
    canari = canaris[name]
    visit = visit_with(client, canari.own[0].replace("/fr/", f"/{langue}/", 1), preview(canari).jeton)

    assert visit.status == 200
    assert canari.word in visit.content.decode()
    assert [
        other for other in canaris.values() if other != canari and other.word in visit.content.decode()
    ] == []
    assert {"no-store", "private"} <= set(visit.headers["Cache-Control"].split(", "))
    assert visit.headers["Referrer-Policy"] == "no-referrer"
    assert visit.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("name", PREVIEWED)
def test_preview_link_opens_nothing_once_expired_revoked_or_for_another_row(client, canaris, preview, name):
    canari = canaris[name]
    expired, revoked = preview(canari), preview(canari)
    expired.expire_le = timezone.now() - timedelta(seconds=1)
    expired.save()
    revoke_preview(revoked)
    others = [preview(other).jeton for other in canaris.values() if other != canari]
    tokens = [expired.jeton, revoked.jeton, *others, "", "autre", [others[0], others[1]]]

    for path in canari.own:
        statuses = {visit_with(client, path, token).status for token in tokens}

        assert statuses == {STATUSES[canari.state]}


@pytest.mark.parametrize("name", PREVIEWED)
def test_preview_link_of_a_row_opens_neither_lists_nor_what_is_published_below_it(
    client, canaris, preview, name
):
    canari = canaris[name]
    token = preview(canari).jeton
    lists = ["/fr/", "/fr/programmation/", "/fr/referentiels/", f"/fr/recherche/?q={NOTHING['q']}"]

    for path in lists:
        assert canari.word not in visit_with(client, path, token).content.decode()
    for path in canari.children:
        assert visit_with(client, path, token).status == 404


def test_no_page_gives_a_token_away(visits):
    told = b"".join(visit.content for visit in visits.values())
    tokens = LienApercu.objects.values_list("jeton", flat=True).order_by("pk")

    assert [token for token in tokens if token.encode() in told] == []
    assert len(tokens) == len(HIDDEN)
