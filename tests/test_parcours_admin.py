"""Every page of the back office, as each group, in both languages. An address with no answer here fails."""

import re
from functools import cache
from pathlib import Path

import django
import polib
import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern

from gediq.domain.groupes import GROUPS
from gediq.domain.publication import create_preview
from gediq.models import Publiable
from municipalites.models import ChangementValeur, Entente, ProgrammeAide
from programmation.models import Seance
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.fichiers import pdf_bytes
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_valeur,
)
from tests.factories.personnes import create_acces, create_invitation, create_releve
from tests.factories.tout import create_everything
from tests.pages import Page, body
from tools import catalogues

pytestmark = pytest.mark.django_db

# --- What each address answers -------------------------------------------------------------------

# Address of a model's page → the right it asks, and its answer to who has that right (403 to others).
MODEL_PAGES = {
    "": ("view", 200),
    "add/": ("add", 200),
    "<object_id>/change/": ("view", 200),
    "<object_id>/history/": ("view", 200),
    "<object_id>/delete/": ("delete", 200),
    "<object_id>/": ("", 302),
    "<object_id>/apercu/": ("change", 200),
    "<object_id>/typographie/": ("change", 200),
    "supprimees/": ("add", 200),
}
OWN_PAGES = {
    "gediq/utilisateur/<id>/password/": ("change", 200),
    "gediq/utilisateur/<object_id>/depart/": ("change", 200),
    "gediq/utilisateur/<object_id>/second-facteur/": ("change", 200),
    "gediq/courriel/<object_id>/renvoyer/": ("change", 405),
    "gediq/courriel/<object_id>/retour/": ("change", 405),
    "gediq/envoi/<object_id>/essayer/": ("change", 405),
    "gediq/envoi/<object_id>/retirer/": ("change", 405),
    "gediq/envoi/<object_id>/envoyer/": ("change", 200),
    "gediq/identite/": ("view", 302),
    "municipalites/entente/<object_id>/fichier": ("view", 200),
    "municipalites/entente/liste.csv": ("view", 200),
    "municipalites/entente/liste.xlsx": ("view", 200),
    "municipalites/contact/<object_id>/effacer/": ("change", 200),
    "municipalites/contact/liste.csv": ("view", 200),
    "municipalites/contact/liste.xlsx": ("view", 200),
    "municipalites/importation/<object_id>/appliquer/": ("add", 200),
    "municipalites/noteappel/noter/": ("add", 302),
    **{
        f"municipalites/{model}/{page}": ("view", 200)
        for model in ("territoire", "municipalite")
        for page in ("<object_id>/chiffres/", "liste.csv", "liste.xlsx", "chiffres.csv", "chiffres.xlsx")
    },
    "programmation/cycle/<object_id>/copie/": ("add", 200),
    "programmation/seance/<object_id>/copie/": ("add", 302),
    "programmation/document/deposer/": ("add", 200),
    "programmation/participation/coller/": ("add", 200),
    "programmation/document/<object_id>/nouvelle-edition/": ("change", 200),
    "programmation/document/<object_id>/editions/<numero>/fichier": ("view", 200),
}
# One identity, mail kept as it left, links made from a draft's own page, imports kept, what was public
# withdrawn: not for anybody.
REFUSED_TO_ALL = {
    "gediq/courriel/add/",
    "gediq/courriel/<object_id>/delete/",
    "gediq/envoi/add/",
    "gediq/envoi/supprimees/",
    "gediq/identite/add/",
    "gediq/identite/supprimees/",
    "gediq/identite/<object_id>/delete/",
    "gediq/lienapercu/add/",
    "gediq/page/<object_id>/delete/",
    "gediq/parution/<object_id>/delete/",
    "gediq/utilisateur/<object_id>/delete/",
    "municipalites/accesmunicipal/add/",
    "municipalites/accesmunicipal/<object_id>/delete/",
    "municipalites/entente/<object_id>/delete/",
    "municipalites/importation/<object_id>/delete/",
    "municipalites/invitation/<object_id>/delete/",
    "municipalites/releve/<object_id>/delete/",
    "programmation/document/<object_id>/delete/",
    "programmation/programme/<object_id>/delete/",
    "programmation/referentiel/<object_id>/delete/",
    "programmation/seance/<object_id>/delete/",
}
# Whoever may change contacts does not erase people.
ADMINISTRATION_ALONE = {"municipalites/contact/<object_id>/effacer/"}
# Published with the pages of others, and without one of their own to preview.
WITHOUT_PAGE = {Entente}
# Pages of the site itself, for anybody of the team.
SITE_PAGES = {
    "": 200,
    "login/": 302,
    "logout/": 405,
    "password_change/": 302,
    "password_change/done/": 302,
    "autocomplete/": 403,
    "catalogue/": 200,
    "jsi18n/": 200,
    "r/<content_type_id>/<object_id>/": 302,
    "(?P<url>.*)$": 404,
}
APP_PAGE = "^(?P<app_label>programmation|municipalites|gediq)/$"
OUTSIDE_THE_TEAM = {"login/": 403}
PEOPLE = [*GROUPS, "superuser", "no group", "outside", "anonymous"]
LANGUES = ["fr", "en"]


def expected(address, model, person):
    """The answer to `person`, a name of `PEOPLE`."""
    if person in ("anonymous", "outside"):
        return (OUTSIDE_THE_TEAM if person == "outside" else {}).get(address, 302)
    if model is None:
        return SITE_PAGES[address]
    right, answer = OWN_PAGES.get(address) or MODEL_PAGES[page_of(address)]
    if address in REFUSED_TO_ALL:
        return 403
    if address in ADMINISTRATION_ALONE and person not in ("Administration", "superuser"):
        return 403
    if address.endswith("/apercu/") and not (issubclass(model, Publiable) and model not in WITHOUT_PAGE):
        return 404
    return answer if not right or right in rights(person, model) else 403


def rights(person, model):
    if person == "superuser":
        return ("view", "add", "change", "delete")
    return GROUPS.get(person, {}).get(model._meta.label_lower, ())


def page_of(address):
    """« add/ » of « programmation/seance/add/ »."""
    return address.split("/", 2)[2]


# --- Every address there is ----------------------------------------------------------------------


def patterns(entries, prefix=""):
    for entry in entries:
        route = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield re.sub(r"<\w+:", "<", route)
        else:
            yield from patterns(entry.url_patterns, route)


def addresses():
    """(address as written in the URLconf, its model or None)."""
    models = {f"{model._meta.app_label}/{model._meta.model_name}": model for model in admin.site._registry}
    for route in patterns(admin.site.urls[0]):
        if route != APP_PAGE:
            yield route, models.get("/".join(route.split("/")[:2]))


ADDRESSES = list(addresses())


@pytest.fixture(scope="module")
def rows(module_rows):
    """The first row of each model, and where it is."""
    create_figures()
    _programme, seance, _referentiel, _document = create_everything()
    create_preview(seance, by=create_superuser())
    for create in (create_acces, create_invitation, create_releve):
        create()
    return {model: model._base_manager.order_by("pk").first() for model in admin.site._registry}


def create_figures():
    """A municipality with figures, what changed in them, and its agreement with a file."""
    ville, programme = (
        create_municipalite(),
        ProgrammeAide.objects.create(code="pac", nom_fr="Programme d’essai"),
    )
    valeur = create_valeur(ville, create_indicateur())
    traced = {"indicateur": valeur.indicateur, "source": valeur.source, "annee": valeur.annee}
    ChangementValeur.objects.create(territoire_id=ville.pk, apres="100", **traced)
    entente = create_entente(ville, programme_aide=programme)
    entente.fichier.save("entente.pdf", ContentFile(pdf_bytes()))


@pytest.fixture(scope="module")
def people(rows):
    accounts = {name: create_utilisateur(name) for name in GROUPS}
    accounts["superuser"] = create_superuser()
    accounts["no group"] = create_utilisateur()
    accounts["outside"] = create_utilisateur(is_staff=False)
    return accounts


def sign_in(people, person, langue):
    client = Client()
    if person in people:
        account = people[person]
        account.langue = langue
        account.save(update_fields=["langue"])
        client.force_login(account)
    return client


def path_of(address, model, rows):
    row = rows[model or Seance]
    values = {
        "<object_id>": quote(str(row.pk)),
        "<id>": str(row.pk),
        "<numero>": "1",
        "<content_type_id>": str(ContentType.objects.get_for_model(type(row)).pk),
        "(?P<url>.*)$": "nulle-part/",
    }
    for written, value in values.items():
        address = address.replace(written, value)
    return f"/admin/{address}"


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("person", PEOPLE)
def test_each_page_answers_each_group_as_stated(rows, people, person, langue):
    client = sign_in(people, person, langue)
    wrong, faults = {}, {}

    for address, model in ADDRESSES:
        response = client.get(path_of(address, model, rows))
        text = body(response).decode(errors="replace")
        if response.status_code != expected(address, model, person):
            wrong[address] = response.status_code
        if is_page(response) and (found := language_faults(text, langue)):
            faults[address] = found

    assert (wrong, faults) == ({}, {})


def test_each_app_has_its_page_for_those_who_see_something_of_it(rows, people):
    answers = {
        (person, app): sign_in(people, person, "fr").get(f"/admin/{app}/").status_code
        for person in ("Lecture", "no group")
        for app in ("programmation", "municipalites", "gediq")
    }

    assert answers == {(person, app): 200 if person == "Lecture" else 404 for person, app in answers}


# --- The language of each page -------------------------------------------------------------------

# What a territory is officially called stays French.
OFFICIAL = {"Ville"}
ENGLISH = re.compile(
    r"\b(the|and|with|your|this|that|please|Please|Add|Delete|Save|Search|Select|Remove|History|Filter|Clear|"
    r"None|True|False|Close|Today|Yesterday|Password|Email|Welcome|Home|View|Log out|Yes|Unknown)\b"
)
DJANGO = Path(django.__file__).parent


@cache
def strings_of_django():
    """What Django says in English, where its French differs."""
    paths = [DJANGO / f"contrib/{app}/locale/fr/LC_MESSAGES/django.po" for app in ("admin", "auth")]
    return {
        entry.msgid
        for path in [DJANGO / "conf/locale/fr/LC_MESSAGES/django.po", *paths]
        for entry in polib.pofile(str(path))
        if entry.msgstr not in ("", entry.msgid) and re.search(r"\w", entry.msgid)
    }


@cache
def strings_of_the_house():
    """What we say in French, where our English differs."""
    english = polib.pofile(str(catalogues.catalogue_path("en")))
    return {entry.msgid for entry in english if entry.msgstr not in ("", entry.msgid)}


def is_page(response):
    return response.status_code not in (302, 405) and response.get("Content-Type", "").startswith("text/html")


def language_faults(html, langue):
    """What the page says in the other language; names and texts of rows say `lang` themselves."""
    page = Page(html)
    said = page.said_in(langue)
    faults = [] if page.lang.startswith(langue) else [f"lang={page.lang}"]
    if langue == "en":
        return faults + [text for text in said if text in strings_of_the_house() - OFFICIAL]
    return faults + [text for text in said if text in strings_of_django() or ENGLISH.search(text)]
