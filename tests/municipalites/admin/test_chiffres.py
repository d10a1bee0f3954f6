"""The grid of figures: what is typed, pasted, refused, compared, and kept in the history."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalites.models import ChangementValeur, Niveau, Source, Valeur
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import (
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)
from tests.formulaires import posted_by
from tests.gediq.admin.test_concurrence import at_once, clients, posting

NB = "\xa0"


@pytest.fixture
def redaction(client, db):
    client.force_login(create_utilisateur("Rédaction", nom="Ana"))
    return client


@pytest.fixture
def pop(db):
    return create_indicateur("pop", libelle_fr="Population totale", position=1)


@pytest.fixture
def source(db):
    return create_source(code="recensement", titre_fr="Recensement")


@pytest.fixture
def ville(db):
    return create_municipalite()


def url(ville, query=""):
    return f"/admin/municipalites/municipalite/{ville.pk}/chiffres/{query}"


def cell(code="pop", annee=2021, source="recensement"):
    return f"v.{code}.{annee}.{source}"


def figures(ville):
    rows = Valeur.objects.filter(territoire=ville.pk).order_by("indicateur__position", "annee")
    return [(row.indicateur.code, row.annee, row.valeur, row.motif) for row in rows]


def test_grid_shows_figures_and_reasons_by_indicator_and_year(redaction, ville, pop, source):
    other = create_indicateur("menages", position=2)
    create_valeur(ville, pop, 2016, Decimal("1234"), source=source)
    create_valeur(ville, other, 2021, None, source=source, motif="confidentiel")
    create_valeur(ville, create_indicateur("log", famille="logement"), 2021, 5, source=source)

    data = posted_by(redaction.get(url(ville)))

    assert data[cell(annee=2016)] == f"1{NB}234"
    assert data[cell("menages")] == "x"
    assert data[cell(annee=2021)] == data[cell("menages", 2016)] == ""
    assert not any("log" in name for name in data)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1 234", (Decimal(1234), "")),
        (f"1{NB}234", (Decimal(1234), "")),
        ("1234", (Decimal(1234), "")),
        ("0", (Decimal(0), "")),
        ("x", (None, "confidentiel")),
        ("n. d.", (None, "non_disponible")),
        ("s. o.", (None, "sans_objet")),
    ],
)
def test_number_is_pasted_as_it_comes_and_an_absence_has_its_reason(
    redaction, ville, pop, source, typed, stored
):
    create_valeur(ville, pop, 2021, 7, source=source)

    response = redaction.post(url(ville), posted_by(redaction.get(url(ville)), **{cell(): typed}))

    assert response.status_code == 302
    assert figures(ville) == [("pop", 2021, *stored)]


def test_decimals_are_those_of_the_indicator(redaction, ville, source):
    create_valeur(ville, create_indicateur("taux", unite="pourcentage", decimales=1), 2021, 7, source=source)
    page = redaction.get(url(ville))

    saved = redaction.post(url(ville), posted_by(page, **{cell("taux"): "12,5"}))
    refused = redaction.post(url(ville), posted_by(redaction.get(url(ville)), **{cell("taux"): "112,5"}))

    assert (saved.status_code, refused.status_code) == (302, 200)
    assert "Une part ne dépasse pas cent pour cent." in refused.content.decode()
    assert figures(ville) == [("taux", 2021, Decimal("12.5"), "")]


def test_what_cannot_be_read_saves_nothing_and_keeps_all_that_was_typed(redaction, ville, pop, source):
    other = create_indicateur("menages", position=2)
    for indicateur in (pop, other):
        create_valeur(ville, indicateur, 2021, 7, source=source)
    typed = {cell(): "8", cell("menages"): "1,234 ou plus"}

    response = redaction.post(url(ville), posted_by(redaction.get(url(ville)), **typed))

    kept = posted_by(response)
    assert response.status_code == 200
    assert {name: kept[name] for name in typed} == typed
    assert "aria-invalid" in response.content.decode()
    assert [valeur for _code, _annee, valeur, _motif in figures(ville)] == [7, 7]


@pytest.mark.parametrize("typed", ["9" * 15, "9" * 400, "\x00", "=1+1", "-4", "１２"])
def test_nonsense_in_a_cell_is_refused_without_a_failure(redaction, ville, pop, source, typed):
    create_valeur(ville, pop, 2021, 7, source=source)

    response = redaction.post(url(ville), posted_by(redaction.get(url(ville)), **{cell(): typed}))

    assert (response.status_code, figures(ville)) == (200, [("pop", 2021, 7, "")])


def test_cell_emptied_is_a_figure_erased_and_the_history_tells(redaction, ville, pop, source):
    create_valeur(ville, pop, 2021, 7, base=70, source=source)

    redaction.post(url(ville), posted_by(redaction.get(url(ville)), **{cell(): ""}))

    trace = ChangementValeur.objects.get()
    assert figures(ville) == []
    assert (trace.avant, trace.apres, trace.created_by.nom) == ("7 / 70", "", "Ana")
    assert "7 / 70" in redaction.get(url(ville)).content.decode()


def test_published_base_quality_and_note_stay_when_the_figure_changes(redaction, ville, pop, source):
    create_valeur(ville, pop, 2021, 7, base=70, qualite="3_estimee", note_fr="Arrondi", source=source)

    redaction.post(url(ville), posted_by(redaction.get(url(ville)), **{cell(): "8", "qualite": "2_calculee"}))

    row = Valeur.objects.get()
    assert (row.valeur, row.base, row.qualite, row.note_fr) == (8, 70, "3_estimee", "Arrondi")


def test_new_year_opens_a_column_and_its_figures_have_the_quality_chosen(redaction, ville, pop, source):
    address = url(ville, "?famille=population&annee=2021&source=recensement")

    typed = {cell(): "12", "qualite": "3_estimee"}
    redaction.post(address, {**posted_by(redaction.get(address)), **typed})

    row = Valeur.objects.get()
    assert (row.annee, row.source, row.valeur, row.qualite) == (2021, source, 12, "3_estimee")


def test_statistics_of_the_city_become_a_source_with_the_first_figure(redaction, ville, pop):
    code = f"statistiques-municipalite-{ville.code}"
    address = url(ville, f"?annee=2022&source={code}")
    page = redaction.get(address)
    before = Source.objects.count()

    redaction.post(address, posted_by(page, **{cell(annee=2022, source=code): "40"}))

    source = Source.objects.get(code=code)
    assert before == 0
    assert (source.producteur_fr, source.created_by.nom) == (ville.nom, "Ana")
    assert Valeur.objects.get().source == source


@pytest.mark.parametrize("is_invented", [True, False])
def test_invented_source_is_offered_to_invented_places_alone_and_they_to_it(
    redaction, pop, source, is_invented
):
    create_source(code="inventee", est_fictive=True)
    lieu = create_municipalite(code="00001" if is_invented else "99001", est_fictif=is_invented)

    offered = [code for code, _label in redaction.get(url(lieu)).context["form"].fields["source"].choices]

    assert offered == ["inventee" if is_invented else "recensement", f"statistiques-municipalite-{lieu.code}"]


def test_form_written_by_hand_gives_no_real_place_an_invented_source(redaction, ville, pop, source):
    create_source(code="inventee", est_fictive=True)
    page = redaction.get(url(ville))

    redaction.post(url(ville), posted_by(page, **{cell(annee=2022, source="inventee"): "40"}))

    assert not Valeur.objects.exists()


@pytest.mark.parametrize("query", ["annee=0&source=x", "annee=x&source=recensement", "famille=rien", "p=x"])
def test_address_mended_by_hand_never_fails(redaction, ville, pop, source, query):
    assert redaction.get(url(ville, f"?{query}")).status_code == 200


def test_figure_changed_meanwhile_is_compared_and_nothing_is_lost(redaction, ville, pop, source):
    menages = create_indicateur("menages", position=2)
    theirs = create_valeur(ville, pop, 2021, 7, source=source)
    untouched = create_valeur(ville, menages, 2021, 3, source=source)
    page = redaction.get(url(ville))
    Valeur.objects.filter(pk=theirs.pk).update(valeur=8)
    Valeur.objects.filter(pk=untouched.pk).update(valeur=4)

    conflict = redaction.post(url(ville), posted_by(page, **{cell(): "9"}))
    stored = figures(ville)
    again = redaction.post(url(ville), posted_by(conflict))

    told = conflict.content.decode()
    assert (conflict.status_code, again.status_code) == (409, 302)
    assert [row[2] for row in stored] == [8, 4]
    assert all(f"<td>{value}</td>" in told for value in (7, 8, 9))
    assert [row[2] for row in figures(ville)] == [9, 4]


def test_column_that_another_erased_keeps_what_was_typed_in_it(redaction, ville, pop, source):
    row = create_valeur(ville, pop, 2021, 7, source=source)
    page = redaction.get(url(ville))
    row.delete()

    conflict = redaction.post(url(ville), posted_by(page, **{cell(): "9"}))

    assert conflict.status_code == 409
    assert posted_by(conflict)[cell()] == "9"


def test_same_form_sent_twice_writes_once(redaction, ville, pop, source):
    create_valeur(ville, pop, 2021, 7, source=source)
    data = posted_by(redaction.get(url(ville)), **{cell(): "9"})

    codes = [redaction.post(url(ville), data).status_code for _time in range(2)]

    assert (codes, ChangementValeur.objects.count()) == ([302, 302], 1)


def test_reader_sees_the_figures_and_writes_none(client, ville, pop, source):
    create_valeur(ville, pop, 2021, 7, source=source)
    client.force_login(create_utilisateur("Lecture"))

    page = client.get(url(ville))
    refused = client.post(url(ville), {cell(): "9", f"lu{cell()[1:]}": "7"})

    assert (page.status_code, refused.status_code) == (200, 403)
    assert 'name="v.' not in page.content.decode()
    assert figures(ville) == [("pop", 2021, 7, "")]


def test_person_without_a_right_to_figures_is_refused(client, ville):
    client.force_login(create_utilisateur())

    assert client.get(url(ville)).status_code == 403


def test_territory_of_another_level_has_its_grid_too(redaction, pop, source):
    mrc = create_territoire(Niveau.MRC)
    create_valeur(mrc, pop, 2021, 7, source=source)

    assert redaction.get(f"/admin/municipalites/territoire/{mrc.pk}/chiffres/").status_code == 200
    assert redaction.get(url(mrc)).status_code == 404


def test_grid_makes_as_many_queries_for_one_figure_as_for_nine(redaction, ville, pop, source):
    def count():
        redaction.get(url(ville))
        with CaptureQueriesContext(connection) as queries:
            redaction.get(url(ville))
        return len(queries)

    def write(indicateur, annee):
        create_valeur(ville, indicateur, annee, 7)
        trace = {"indicateur": indicateur, "source": source, "annee": annee}
        ChangementValeur.objects.create(territoire_id=ville.pk, created_by=create_utilisateur(), **trace)

    write(pop, 2016)
    one = count()
    for indicateur in (create_indicateur(), create_indicateur()):
        for annee in (2011, 2016, 2021):
            write(indicateur, annee)

    assert count() == one


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_of_two_simultaneous_saves_of_a_cell_one_wins_and_the_other_is_told(_again):
    ville, source = create_municipalite(), create_source(code="recensement")
    create_valeur(ville, create_indicateur("pop"), 2021, 7, source=source)
    one, other = clients(2)
    forms = [
        posted_by(one.get(url(ville)), **{cell(): "8"}),
        posted_by(other.get(url(ville)), **{cell(): "9"}),
    ]

    responses = at_once([posting(one, url(ville), forms[0]), posting(other, url(ville), forms[1])])

    loser = next(response for response in responses if response.status_code == 409).content.decode()
    assert sorted(response.status_code for response in responses) == [302, 409]
    assert figures(ville)[0][2] in (8, 9)
    assert "<td>8</td>" in loser
    assert "<td>9</td>" in loser
    assert ChangementValeur.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_first_figures_of_a_city_make_one_source():
    ville = create_municipalite()
    code = f"statistiques-municipalite-{ville.code}"
    people = clients(2)
    forms = []
    for client, indicateur in zip(people, (create_indicateur("pop"), create_indicateur("men")), strict=True):
        address = url(ville, f"?annee=2022&source={code}")
        name = cell(indicateur.code, 2022, code)
        forms.append(posting(client, address, {**posted_by(client.get(address)), name: "5"}))

    responses = at_once(forms)

    assert [response.status_code for response in responses] == [302, 302]
    assert Source.objects.filter(code=code).count() == 1
    assert len(figures(ville)) == 2
