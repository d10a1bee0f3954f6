"""Dated releases of the open data."""

import gzip
import hashlib
import json
from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone

from gediq.domain import parutions
from gediq.domain.jeux import find_jeu, jeu_csv, jeu_json
from gediq.domain.parutions import (
    find_news,
    publish_parutions,
    read_day,
    released_csv,
    released_json,
)
from gediq.models import Parution
from tests.factories.comptes import create_superuser
from tests.factories.gediq import create_parution
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_valeur,
)
from tests.factories.programmation import create_document, create_seance

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_day(monkeypatch):
    """Make `timezone.localdate()` say that day."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda: date.fromisoformat(day))


def test_release_keeps_the_file_of_the_day_with_its_fingerprint(on_day):
    on_day("2026-03-05")
    seance, staff = create_seance(jours=["2020-06-05"]), create_superuser()
    content = jeu_csv(find_jeu("seances"))

    made = publish_parutions(by=staff)

    parution = next(row for row in made if row.jeu == "seances")
    assert (parution.jour, parution.lignes, parution.created_by) == (date(2026, 3, 5), 1, staff)
    assert gzip.decompress(parution.contenu) == content
    assert parution.empreinte == hashlib.sha256(content).hexdigest()
    seance.delete()
    parution.refresh_from_db()
    assert released_csv(parution) == content


def test_nothing_is_released_twice_for_the_same_facts(on_day):
    create_seance()
    for day in ("2026-03-05", "2026-03-05", "2026-03-06"):
        on_day(day)
        publish_parutions(by=None)

    assert Parution.objects.filter(jeu="seances").count() == 1


def test_only_the_sets_that_changed_have_a_new_release(on_day):
    create_seance()
    on_day("2026-03-05")
    publish_parutions(by=None)

    create_municipalite()
    on_day("2026-03-06")

    assert [parution.jeu for parution in publish_parutions(by=None)] == ["municipalites"]


def test_what_changes_again_the_same_day_waits_for_the_next(on_day):
    create_seance()
    on_day("2026-03-05")
    publish_parutions(by=None)
    first = Parution.objects.get(jeu="seances")

    create_seance()

    assert publish_parutions(by=None) == []
    assert Parution.objects.get(jeu="seances").empreinte == first.empreinte
    on_day("2026-03-06")
    assert [parution.lignes for parution in publish_parutions(by=None)] == [2]


def test_a_set_that_comes_back_to_what_it_was_has_a_release_too(on_day):
    create_seance()
    on_day("2026-03-05")
    publish_parutions(by=None)
    extra = create_seance()
    on_day("2026-03-06")
    publish_parutions(by=None)

    extra.delete()
    on_day("2026-03-07")

    assert [parution.jeu for parution in publish_parutions(by=None)] == ["seances"]


def test_an_empty_set_is_released_only_after_it_held_something(on_day):
    on_day("2026-03-05")
    assert find_news() == []

    create_parution(jeu="ententes", jour="2026-03-04")

    assert [(nouvelle.jeu.code, nouvelle.lignes) for nouvelle in find_news()] == [("ententes", 0)]


def test_two_persons_at_once_make_one_release(monkeypatch):
    create_seance()
    (news,) = find_news()
    publish_parutions(by=None)
    late = parutions.Nouvelle(news.jeu, b"autre", "0" * 64, 9)
    monkeypatch.setattr(parutions, "find_news", lambda: [late])

    assert publish_parutions(by=None) == []
    assert Parution.objects.get(jeu="seances").empreinte == news.empreinte


def test_all_or_nothing(monkeypatch):
    create_seance()
    create_municipalite()
    first, second = find_news()
    broken = parutions.Nouvelle(second.jeu, second.content, None, 1)
    monkeypatch.setattr(parutions, "find_news", lambda: [first, broken])

    with pytest.raises(IntegrityError):
        publish_parutions(by=None)

    assert not Parution.objects.exists()


def test_json_of_a_release_is_the_json_of_the_set_that_day():
    ville = create_municipalite(latitude="45.5", longitude="-73", nom="Ville «\xa0à virgule\xa0», ici")
    create_valeur(ville, create_indicateur("taux"), valeur="7.5", note_fr="=1+1")
    create_valeur(ville, create_indicateur("imm"), valeur=None)
    create_entente(ville, note_fr="Deux\nlignes", montant_local="12.25")
    create_document(est_accessible=False)
    create_seance(titre_en="", jours=["2020-06-05", "2020-06"])

    made = publish_parutions(by=None)

    assert {row.jeu for row in made} >= {"municipalites", "valeurs", "ententes", "documents", "seances"}
    for parution in made:
        assert released_json(parution) == jeu_json(find_jeu(parution.jeu)), parution.jeu


def test_a_release_of_a_set_that_is_no_more_is_still_read():
    parution = create_parution("\ufeffcode,nombre\r\n'=x,5\r\n", jeu="ancien")

    assert json.loads(released_json(parution)) == {"jeu": "ancien", "lignes": [{"code": "=x", "nombre": "5"}]}


@pytest.mark.parametrize(
    "text",
    ["", "x", "2026-13-01", "2026-02-30", "20261122", "2026-W47-7", "2026-1-1", "2026-11-22 ", "٢٠٢٦-١١-٢٢"],
)
def test_what_is_no_day_is_none(text):
    assert read_day(text) is None


def test_a_day_is_read():
    assert read_day("2026-11-22") == date(2026, 11, 22)
