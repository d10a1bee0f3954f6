"""Each check of the municipalities finds the row that wants work, and leaves the others."""

import pytest
from django.core.management import call_command

from gediq import registre
from gediq.models import Publication
from municipalites.models import ProgrammeAide
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)

pytestmark = pytest.mark.django_db
WHOLE = {"latitude": "46.5", "longitude": "-72.5", "site_web": "https://exemple.org"}
FICTIF = {"code": "00001", "est_fictif": True}


def found(code):
    (controle,) = [controle for controle in registre.controles if controle.code == code]
    return [row.pk for row in controle.rows()]


@pytest.mark.parametrize("code", ["municipalite-sans-coordonnees", "municipalite-sans-site"])
def test_point_and_site_are_only_asked_of_municipalities_that_readers_meet(code):
    create_municipalite()
    mrc = create_territoire()
    covered, signatory = create_municipalite(parent=mrc), create_municipalite()
    create_entente(mrc, signatory, create_municipalite(**WHOLE), create_municipalite(**FICTIF))
    create_entente(create_municipalite(), publication=Publication.BROUILLON)
    create_entente(create_municipalite(date_fin="2020-01-01"))

    assert sorted(found(code)) == sorted([covered.pk, signatory.pk])


@pytest.mark.parametrize(
    ("own", "of_the_mrc", "is_double"),
    [
        (("2018-01-01", "2020-12-31"), ("2020-12-31", "2022-12-31"), True),
        (("2018-01-01", "2020-12-31"), ("2021-01-01", "2022-12-31"), False),
        (("2023-01-01", "2024-12-31"), ("2021-01-01", "2022-12-31"), False),
        (("2018-01-01", None), ("2021-01-01", None), True),
        ((None, None), ("2021-01-01", "2022-12-31"), True),
        ((None, "2020-12-31"), ("2021-01-01", None), False),
    ],
)
def test_city_counted_twice_through_its_mrc(own, of_the_mrc, is_double):
    mrc = create_territoire()
    ville, _other = create_municipalite(parent=mrc), create_municipalite(parent=mrc)
    create_entente(ville, date_debut=own[0], date_fin=own[1])
    create_entente(mrc, date_debut=of_the_mrc[0], date_fin=of_the_mrc[1])

    assert found("municipalite-comptee-deux-fois") == ([ville.pk] if is_double else [])


def test_withdrawn_agreement_counts_nobody_twice():
    mrc = create_territoire()
    ville = create_municipalite(parent=mrc)
    create_entente(ville)
    create_entente(mrc, publication=Publication.RETIREE, motif_retrait_fr="Erreur")

    assert found("municipalite-comptee-deux-fois") == []


def test_closed_code_still_signing_counted_or_holding_others():
    closed = {"date_fin": "2015-06-30"}
    signing, counted, past = (create_municipalite(**closed) for _rank in range(3))
    holding = create_territoire(**closed)
    create_municipalite(parent=holding)
    create_entente(signing, date_debut="2014-01-01", date_fin="2016-12-31")
    create_entente(past, date_debut="2010-01-01", date_fin="2012-12-31")
    indicateur = create_indicateur()
    create_valeur(counted, indicateur, 2016)
    create_valeur(past, indicateur, 2011)

    assert sorted(found("territoire-ferme-employe")) == sorted([signing.pk, counted.pk, holding.pk])


def test_invented_territory_only_matters_in_production(settings):
    invented = create_municipalite(**FICTIF)
    create_municipalite()

    assert found("territoire-fictif-en-production") == []
    settings.PRODUCTION = True
    assert found("territoire-fictif-en-production") == [invented.pk]


def test_share_above_a_hundred_of_its_base_or_by_itself():
    pop = create_indicateur("pop")
    imm = create_indicateur("imm", base=pop)
    taux = create_indicateur("taux", unite="pourcentage")
    right, wrong, published, absurd = (create_municipalite() for _rank in range(4))
    for ville, figure in ((right, 100), (wrong, 101)):
        create_valeur(ville, pop, 2021, 100)
        create_valeur(ville, imm, 2021, figure)
    create_valeur(wrong, imm, 2016, 900)
    create_valeur(published, imm, 2021, 60, base=50)
    create_valeur(absurd, taux, 2021, 101)

    assert sorted(found("chiffre-au-dela-de-sa-base")) == sorted([wrong.pk, published.pk, absurd.pk])


def test_share_is_of_its_own_source_base_before_a_more_trusted_one():
    pop = create_indicateur("pop")
    imm = create_indicateur("imm", base=pop)
    right, wrong, alone = (create_municipalite() for _rank in range(3))
    for ville, trusted, own in ((right, 50, 200), (wrong, 200, 50), (alone, 50, None)):
        count = create_valeur(ville, imm, 2021, 100, qualite="3_estimee")
        create_valeur(ville, pop, 2021, trusted)
        source = count.source if own else create_source()
        create_valeur(ville, pop, 2021, own or 200, source=source, qualite="3_estimee")

    assert sorted(found("chiffre-au-dela-de-sa-base")) == sorted([wrong.pk, alone.pk])


def test_two_official_figures_that_differ():
    pop = create_indicateur("pop")
    agreeing, differing, estimated, years = (create_municipalite() for _rank in range(4))
    for ville, other in (
        (agreeing, {"valeur": 100}),
        (differing, {"valeur": 101}),
        (estimated, {"valeur": 101, "qualite": "3_estimee"}),
        (years, {"valeur": 101, "annee": 2016}),
    ):
        create_valeur(ville, pop, 2021, 100)
        create_valeur(ville, pop, **{"annee": 2021, **other})

    assert found("chiffre-contredit") == [differing.pk]


def test_source_of_a_figure_without_address_or_licence():
    whole = {"url": "https://exemple.org", "licence_fr": "Libre", "licence_en": "Open"}
    create_source()
    for number, fields in enumerate(({}, {"url": ""}, {"licence_fr": None, "licence_en": None})):
        source = create_source(code=f"s{number}", **{**whole, **fields})
        create_valeur(create_municipalite(), create_indicateur(), source=source)

    (controle,) = [controle for controle in registre.controles if controle.code == "source-sans-adresse"]
    assert [row.code for row in controle.rows()] == ["s1"]
    (controle,) = [controle for controle in registre.controles if controle.code == "source-sans-licence"]
    assert [row.code for row in controle.rows()] == ["s2"]


def test_texts_without_english():
    create_indicateur()
    create_source()
    indicateur = create_indicateur(libelle_en="")
    source = create_source(titre_en="")
    programme = ProgrammeAide.objects.create(code="pac", nom_fr="Programme inventé")
    create_entente(create_municipalite())
    entente = create_entente(create_municipalite(), note_fr="Une note")

    assert found("indicateur-sans-anglais") == [indicateur.pk]
    assert found("source-sans-anglais") == [source.pk]
    assert found("programme-aide-sans-anglais") == [programme.pk]
    assert found("entente-sans-anglais") == [entente.pk]


def test_agreement_in_draft_without_date_or_without_signatory():
    ville = create_municipalite()
    create_entente(ville)
    draft = create_entente(ville, publication=Publication.BROUILLON)
    undated = create_entente(ville, date_debut=None)
    unsigned = create_entente()
    create_entente(publication=Publication.RETIREE, motif_retrait_fr="Erreur", date_debut=None)

    assert found("entente-brouillon") == [draft.pk]
    assert found("entente-sans-date") == [undated.pk]
    assert found("entente-sans-signataire") == [unsigned.pk]


def test_command_names_what_each_check_found(capsys):
    create_entente(create_municipalite(nom="Ville-Sans-Carte"))

    call_command("verifier_donnees")

    told = capsys.readouterr().out
    assert "sans coordonnées" in told
    assert "Ville-Sans-Carte" in told
