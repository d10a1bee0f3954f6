"""Real simultaneous POSTs, each in its thread with its connection, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from gediq.models import NomOrganisme, Organisme, Theme
from tests.factories.comptes import create_superuser
from tests.factories.gediq import create_theme
from tests.formulaires import posted_by

pytestmark = pytest.mark.django_db(transaction=True)


class Navigateur(Client):
    """Gives its connection back after each answer, as the server does."""

    def request(self, **request):
        response = super().request(**request)
        connections.close_all()
        return response


def clients(count):
    made = []
    for _rank in range(count):
        client = Navigateur()
        client.force_login(create_superuser())
        made.append(client)
    return made


def at_once(calls):
    """Run the calls in threads that start together; return their results in order."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def posting(client, url, data):
    return lambda: client.post(url, data)


@pytest.mark.parametrize("_again", range(3))
def test_of_two_simultaneous_saves_one_wins_and_the_other_is_told(_again):
    organisme = Organisme.objects.create(code="ministere", site_web="https://exemple.org/")
    NomOrganisme.objects.create(organisme=organisme, nom_fr="Ministère", nom_en="Ministry")
    url = f"/admin/gediq/organisme/{organisme.pk}/change/"
    one, other = clients(2)
    texts = {
        "un": posted_by(one.get(url), **{"code": "un", "noms-0-nom_fr": "Nom un"}),
        "deux": posted_by(other.get(url), **{"code": "deux", "noms-0-nom_fr": "Nom deux"}),
    }

    responses = at_once([posting(one, url, texts["un"]), posting(other, url, texts["deux"])])

    organisme.refresh_from_db()
    nom = organisme.noms.get()
    loser = next(response for response in responses if response.status_code == 409)
    assert sorted(response.status_code for response in responses) == [302, 409]
    assert (organisme.verrou, nom.verrou) == (1, 1)
    assert nom.nom_fr == f"Nom {organisme.code}"
    assert all(f"Nom {code}" in loser.content.decode() for code in texts)


@pytest.mark.parametrize("_again", range(3))
def test_two_simultaneous_adds_of_one_form_make_one_record(_again):
    (one,) = clients(1)
    data = posted_by(one.get("/admin/gediq/theme/add/"), nom_fr="accueil", slug="accueil")

    responses = at_once([posting(one, "/admin/gediq/theme/add/", data)] * 2)

    assert [response.status_code for response in responses] == [302, 302]
    assert Theme.objects.filter(slug="accueil").count() == 1


def test_sixteen_people_save_sixteen_records_at_once():
    themes = [create_theme(nom_fr="0") for _rank in range(16)]

    def save_often(client, theme):
        url = f"/admin/gediq/theme/{theme.pk}/change/"

        def run():
            return [
                client.post(url, posted_by(client.get(url), nom_fr=str(rank))).status_code
                for rank in range(1, 4)
            ]

        return run

    codes = at_once([save_often(client, theme) for client, theme in zip(clients(16), themes, strict=True)])

    assert codes == [[302] * 3] * 16
    assert list(Theme.objects.values_list("nom_fr", "verrou")) == [("3", 3)] * 16


def test_six_people_on_one_record_lose_nothing():
    """Each saves again what was refused: every one's word ends up in the record."""
    theme = create_theme(description_fr="")
    url = f"/admin/gediq/theme/{theme.pk}/change/"

    def add_word(client, word):
        def run():
            for _attempt in range(20):
                data = posted_by(client.get(url))
                data["description_fr"] += f" {word}"
                if client.post(url, data).status_code == 302:
                    return True
            return False

        return run

    words = [f"mot{rank}" for rank in range(6)]
    saved = at_once([add_word(client, word) for client, word in zip(clients(6), words, strict=True)])

    theme.refresh_from_db()
    assert all(saved)
    assert sorted(theme.description_fr.split()) == sorted(words)
    assert theme.verrou == 6
