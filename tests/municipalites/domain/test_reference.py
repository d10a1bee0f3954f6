"""Loading the reference again changes nothing; staff's edits, erasures and deletions stand, and are said."""

import pytest
from django.core.management import call_command
from reversion.models import Revision, Version

from gediq.domain.edition import recording, save_edited
from gediq.models import EntreeRecherche
from gediq.tri import sort_key
from municipalites.domain.reference import COMMENT, load_reference
from municipalites.domain.source import load_villes
from municipalites.models import (
    ChangementValeur,
    Indicateur,
    Municipalite,
    Niveau,
    Source,
    Territoire,
    Valeur,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
NOTHING = ["Rien à ajouter."]


def state():
    """Every row, the history and the search, as they are stored."""
    models = (Territoire, Indicateur, Source, Valeur, EntreeRecherche, Version)
    return [list(model.objects.order_by("pk").values()) for model in models]


def edit(row, **values):
    with recording():
        for name, value in values.items():
            setattr(row, name, value)
        save_edited(row)


def ville(code):
    return Municipalite.objects.get(code=code)


def test_first_loading_says_what_it_added(reference):
    assert reference == [
        "Ajouté\xa0: 44\xa0indicateurs, 105\xa0territoires, 1\xa0123\xa0municipalités, 12\xa0sources, "
        "2\xa0243\xa0valeurs."
    ]


def test_every_level_is_there_and_hangs_from_the_one_above():
    levels = dict.fromkeys(Niveau, 0)
    for row in Territoire.objects.with_parents():
        levels[row.niveau] += 1
        assert (row.region is not None) == (row.niveau in (Niveau.MUNICIPALITE, Niveau.MRC)), row

    assert (levels["province"], levels["region"], levels["mrc"], levels["municipalite"]) == (1, 17, 87, 1123)


def test_rows_made_together_have_all_that_a_saved_row_has():
    saint_jerome = ville("75017")
    version = Version.objects.get_for_object(Territoire.objects.get(code="75017")).get()

    assert bytes(saint_jerome.cle_tri) == sort_key("Saint-Jérôme")
    assert saint_jerome.verrou == 1
    assert (version.field_dict["nom"], version.revision.comment) == ("Saint-Jérôme", COMMENT)
    assert saint_jerome.mrc.nom == "La Rivière-du-Nord"
    saint_jerome.full_clean()


def test_the_whole_loading_is_one_entry_of_the_history():
    assert Revision.objects.get().comment == COMMENT


def test_loading_again_changes_no_row_and_writes_no_history():
    before = state()

    assert load_reference() == NOTHING
    assert state() == before


def test_loading_again_asks_the_same_number_of_questions_whatever_there_is(django_assert_max_num_queries):
    with django_assert_max_num_queries(200):
        load_reference()


def test_what_staff_edited_stays_and_is_said():
    edit(ville("93042"), site_web="https://alma.example/")

    assert load_reference() == [
        *NOTHING,
        "Alma\xa0: site web diffère de la source "
        "(«\xa0https://alma.example/\xa0» au lieu de «\xa0http://www.ville.alma.qc.ca\xa0»).",
    ]
    assert ville("93042").site_web == "https://alma.example/"


def test_what_staff_emptied_stays_empty_and_is_said():
    edit(ville("93042"), site_web="")
    edit(ville("75017"), parent=None)

    report = load_reference()

    assert [line.partition("diffère")[0] for line in report[1:]] == [
        "Saint-Jérôme\xa0: fait partie de ",
        "Alma\xa0: site web ",
    ]
    assert (ville("93042").site_web, ville("75017").parent) == ("", None)


def test_what_staff_added_where_the_source_is_silent_is_no_difference():
    edit(ville("01042"), latitude="47.62", longitude="-61.52")

    assert load_reference() == NOTHING


def test_deleted_municipality_is_not_made_again():
    ville("93042").valeurs.all().delete()
    ville("93042").delete()

    assert load_reference() == [*NOTHING, "Alma\xa0: supprimé par l’équipe, donc pas recréé."]
    assert not Municipalite.objects.filter(code="93042").exists()


def test_edited_figure_stays_and_is_said():
    Valeur.objects.filter(territoire__code="93042", annee=2021, indicateur__code="imm").update(valeur=265)

    assert load_reference() == [
        *NOTHING,
        "Alma, Personnes immigrantes, 2021\xa0: valeur diffère de la source "
        "(«\xa0265.00\xa0» au lieu de «\xa0260\xa0»).",
    ]


def test_erased_figure_is_not_made_again():
    valeur = Valeur.objects.get(territoire__code="93042", annee=2021, indicateur__code="imm")
    columns = ("territoire_id", "indicateur_id", "source_id", "annee")
    ChangementValeur.objects.create(avant="260", **{name: getattr(valeur, name) for name in columns})
    valeur.delete()

    assert load_reference() == [
        *NOTHING,
        "Alma, Personnes immigrantes, 2021\xa0: effacé par l’équipe, donc pas recréé.",
    ]


def test_host_cities_known_before_are_completed_and_keep_their_identity():
    Valeur.objects.all().delete()
    Municipalite.objects.all().delete()
    Version.objects.all().delete()
    with recording():
        load_villes()
    before = {row.code: row.uid for row in Municipalite.objects.all()}

    report = load_reference()

    assert report[1] == "Complété\xa0: 5\xa0municipalités."
    assert {code: ville(code).uid for code in before} == before
    assert ville("49058").mrc.nom == "Drummond"
    assert ville("49058").verrou == 2


def test_command_cuts_a_long_list_of_differences(capsys):
    for row in Municipalite.objects.filter(code__startswith="14").exclude(site_web=""):
        edit(row, site_web="https://ailleurs.example/")
    for row in Municipalite.objects.filter(code__startswith="13").exclude(site_web=""):
        edit(row, site_web="https://ailleurs.example/")

    call_command("charger_municipalites")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 22
    assert lines[:2] == ["Municipalités\xa0:", "  Rien à ajouter."]
    assert lines[-1].endswith(" de plus.")
