"""Loading again changes nothing; what staff changed, cleared or deleted stays so, and is reported."""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from reversion.models import Revision

from gediq import registre
from gediq.domain.chargement import COMMENT, load_source
from gediq.domain.edition import recording, save_edited
from gediq.models import Editable, EntreeRecherche, Page, Publication, Theme
from programmation.domain.source import load_programme
from programmation.models import DateSeance, Referentiel, Seance
from tests.factories.gediq import create_theme

pytestmark = pytest.mark.django_db

NOTHING = [
    "Villes hôtes\xa0:",
    "  Rien à ajouter.",
    "Textes du site\xa0:",
    "  Rien à ajouter.",
    "Programmation\xa0:",
    "  Rien à ajouter.",
]


@pytest.fixture
def loaded():
    return load_source()


def state():
    """Every column of every edited row, the history and the search."""
    models = [model for model in apps.get_models() if issubclass(model, Editable)]
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
    return rows, Revision.objects.count(), list(EntreeRecherche.objects.order_by("pk").values())


def remarks():
    return [line.strip() for line in load_source() if line not in NOTHING]


def edit(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    save_edited(row)
    return row


def test_first_loading_says_what_it_added(loaded):
    assert loaded[1] == "  Ajouté\xa0: 5\xa0municipalités."
    assert loaded[5].startswith(
        "  Ajouté\xa0: 6\xa0chiffres annoncés, 2\xa0séries, 9\xa0référentiels, 1\xa0prog"
    )
    assert loaded[5].endswith("3\xa0cycles, 14\xa0séances, 16\xa0dates, 11\xa0lieux.")


@pytest.mark.usefixtures("loaded")
def test_first_loading_is_one_signed_entry_of_the_history():
    revision = Revision.objects.get()

    assert revision.comment == COMMENT
    assert revision.version_set.get_for_object(Seance.objects.get(code="op-03")).exists()
    assert Seance.objects.get(code="op-03").verrou == 1


@pytest.mark.usefixtures("loaded")
def test_loading_again_changes_no_row_and_writes_no_history():
    before = state()

    assert load_source() == NOTHING
    assert state() == before


@pytest.mark.usefixtures("loaded")
def test_edit_of_staff_is_kept_and_the_difference_reported():
    edit(Seance.objects.get(code="op-03"), titre_fr="Compétences")

    assert remarks() == [
        "op-03\xa0: titre (français) diffère de la source "
        "(«\xa0Compétences\xa0» au lieu de «\xa0Les compétences interculturelles\xa0»)."
    ]
    assert Seance.objects.get(code="op-03").titre_fr == "Compétences"


@pytest.mark.usefixtures("loaded")
def test_cleared_or_moved_value_is_reported():
    edit(Seance.objects.get(code="op-01"), mode="", mode_connu="")
    edit(DateSeance.objects.get(seance__code="op-05"), jour=date(2019, 6, 15))

    assert remarks() == [
        "op-01\xa0: mode diffère de la source («\xa0vide\xa0» au lieu de «\xa0en_personne\xa0»).",
        "op-01\xa0: comment le mode est connu diffère de la source "
        "(«\xa0vide\xa0» au lieu de «\xa0deduit\xa0»).",
        "op-05, date du 2019-06-14\xa0: jour diffère de la source "
        "(«\xa02019-06-15\xa0» au lieu de «\xa02019-06-14\xa0»).",
    ]


@pytest.mark.usefixtures("loaded")
def test_long_text_is_reported_without_being_copied():
    edit(Page.objects.get(slug="confidentialite"), texte_fr="<p>Autre texte.</p>")

    assert remarks() == ["Page «\xa0Confidentialité\xa0»\xa0: texte (français) diffère de la source."]


@pytest.mark.usefixtures("loaded")
def test_link_changed_by_staff_is_kept_and_reported():
    referentiel = Referentiel.objects.get(numero=2)
    referentiel.themes.clear()

    assert remarks() == ["Référentiel 2\xa0: thèmes diffère de la source."]
    assert not referentiel.themes.exists()


@pytest.mark.usefixtures("loaded")
def test_what_the_source_does_not_state_is_no_difference():
    edit(Referentiel.objects.get(numero=1), titre_en="Questions and answers", resume_fr="<p>Résumé.</p>")
    edit(Seance.objects.get(code="op-06"), publication=Publication.BROUILLON)

    assert remarks() == []


@pytest.mark.usefixtures("loaded")
def test_row_deleted_by_staff_is_not_made_again():
    Theme.objects.get(slug="police").delete()
    DateSeance.objects.get(jour="2020-06-12").delete()

    expected = [
        "Thème «\xa0police\xa0»\xa0: supprimé par l’équipe, donc pas recréé.",
        "op-10, date du 2020-06-12\xa0: supprimé par l’équipe, donc pas recréé.",
    ]
    assert remarks() == expected
    assert remarks() == expected
    assert not DateSeance.objects.filter(jour="2020-06-12").exists()


@pytest.mark.usefixtures("loaded")
def test_session_deleted_by_staff_is_reported_once_for_all_its_rows():
    Seance.objects.get(code="op-05").delete()

    assert remarks() == ["op-05\xa0: supprimé par l’équipe, donc pas recréé."]
    assert DateSeance.objects.count() == 15


def test_row_that_staff_already_had_is_adopted():
    theme = create_theme(slug="emploi", nom_fr="emploi et travail", nom_en="employment")

    report = load_source()

    assert Theme.objects.get(slug="emploi") == theme
    assert (
        "  Thème «\xa0emploi\xa0»\xa0: nom (français) diffère de la source "
        "(«\xa0emploi et travail\xa0» au lieu de «\xa0emploi\xa0»)." in report
    )


def test_programme_without_its_cities_says_so_and_loads_the_rest():
    with recording():
        report = load_programme()

    assert "op-01\xa0: la municipalité 49058 manque, lieu non créé." in report
    assert Seance.objects.count() == 14


def test_steps_run_by_rank_and_a_failure_leaves_nothing(monkeypatch):
    def fail():
        raise RuntimeError("panne")

    failing = registre.Chargement(40, "Panne", fail)
    monkeypatch.setattr(registre, "chargements", [failing, *reversed(registre.chargements)])

    with pytest.raises(RuntimeError, match="panne"):
        load_source()

    assert Seance.objects.count() == Revision.objects.count() == 0


def test_command_prints_the_report(capsys):
    call_command("charger_source")
    first = capsys.readouterr().out
    call_command("charger_source")

    assert "16\xa0dates" in first
    assert capsys.readouterr().out.splitlines() == NOTHING
