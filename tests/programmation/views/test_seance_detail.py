"""One session as visitors get it, its preview, and what its address answers once it is withdrawn."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gediq.domain.publication import create_preview
from gediq.models import Publication
from programmation.models import Serie
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_identite, create_page
from tests.factories.municipalites import create_municipalite, create_territoire
from tests.factories.programmation import (
    create_avis,
    create_cycle,
    create_date,
    create_document,
    create_lieu,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db
BROUILLON = {"publication": Publication.BROUILLON}


def address(seance, langue="fr"):
    return f"/{langue}/programmation/seances/{seance.code}/"


# --- Content -------------------------------------------------------------------------------------


def test_page_tells_when_where_how_and_how_the_mode_is_known(client):
    seance = create_seance(jours=["2020-01-24"], mode="en_personne", mode_connu="deduit", statut="tenue")
    create_lieu(
        seance,
        municipalite=create_municipalite(nom="Laval"),
        salle="Salle du conseil",
        adresse="1, place de l’Hôtel-de-Ville",
        acces_fr="Entrée par l’arrière.",
    )

    html = client.get(address(seance)).text

    assert '<time datetime="2020-01-24">24\xa0janvier\xa02020</time>' in html
    assert "<strong>Laval</strong>, Salle du conseil, 1, place de l’Hôtel-de-Ville" in html
    assert "Entrée par l’arrière." in html
    assert "En personne (présumé)" in html
    assert "la source ne mentionne pas de visioconférence" in html
    assert "<p>Tenue</p>" in html


def test_hours_are_told_with_their_zone_for_a_videoconference(client):
    seance = create_seance(mode="visioconference", mode_connu="mention")
    create_date(seance, "2020-06-05", debut="14:30")

    assert "5\xa0juin\xa02020</time>, à 14\xa0h\xa030 (heure de l’Est)" in client.get(address(seance)).text


def test_one_date_postponed_and_one_place_by_video_are_told_on_their_lines(client):
    seance = create_seance(jours=["2020-06-05"], statut="prevue")
    create_date(seance, "2020-06-12", statut="reportee", motif_fr="Tempête")
    create_lieu(seance, municipalite=create_municipalite(nom="Québec"), mode="visioconference")

    html = client.get(address(seance)).text

    assert re.search(
        r'12\xa0juin\xa02020</time>\s+<strong class="badge badge-off">Reportée</strong> <span>Tempête', html
    )
    assert re.search(r"<strong>Québec</strong>\s*<span class=\"badge\">Visioconférence", html)


def test_cancelled_session_says_why_before_anything_else(client):
    seance = create_seance(jours=["2020-06-05"], statut="annulee", motif_fr="Salle inondée")

    html = client.get(address(seance)).text

    assert html.index("Salle inondée") < html.index("faits-seance")


def test_changes_are_shown_as_dated_notices(client):
    seance = create_seance(jours=["2020-06-12"])
    create_avis(seance)

    html = client.get(address(seance)).text

    assert "<del>5\xa0juin\xa02020</del>" in html
    assert "<ins>12\xa0juin\xa02020</ins>" in html
    assert "Tempête de neige" in html


def test_report_people_and_source_are_shown_when_there_are_some(client):
    seance = create_seance(
        personnes_ressources_fr="Prénom Nom, fonction",
        compte_rendu_fr="<p>Nous avons <strong>échangé</strong>.</p>",
        extrait_source="24 janvier 2020, Montréal et Québec",
    )

    html, bare = client.get(address(seance)).text, client.get(address(create_seance())).text

    assert "Prénom Nom, fonction" in html
    assert "<p>Nous avons <strong>échangé</strong>.</p>" in html
    assert '<blockquote lang="fr"><p>24 janvier 2020, Montréal et Québec</p></blockquote>' in html
    for heading in (
        "Personnes-ressources",
        "Compte rendu",
        "Extrait de la source",
        "Documents",
        "Ce qui a changé",
    ):
        assert heading not in bare


def test_title_borrowed_from_a_referentiel_is_said_to_be(client):
    seance = create_seance(titre_fr="", titre_en="", referentiels=[create_referentiel(numero=4)])

    html = client.get(address(seance)).text

    assert "Référentiel\xa04" in html
    assert "La séance n’a pas de titre à elle" in html
    assert 'href="/fr/referentiels/4/"' in html
    assert "La séance n’a pas de titre à elle" not in client.get(address(create_seance())).text


def test_those_who_were_there_are_listed_in_french_order_with_what_they_weigh(client):
    seance = create_seance()
    ville = create_municipalite(nom="Évain", appellation_anglaise="Evain Town")
    demo = create_municipalite(nom="Zoé", code="00902", est_fictif=True)
    seance.municipalites_presentes.set([demo.pk, create_territoire(nom="Les Monts").pk, ville.pk])

    html = client.get(address(seance)).text

    names = [html.index(name) for name in (">Évain</a>", "Les Monts (MRC)", ">Zoé</a>")]
    assert names == sorted(names)
    assert html.index("Donnée fictive") > names[2]
    assert f'href="/fr/municipalites/{ville.adresse}/"' in html
    assert f'href="/fr/municipalites/couverture/?ensemble=presentes.{seance.code}"' in html
    assert ">Evain Town</a>" in client.get(address(seance, "en")).text


def test_session_without_known_attendance_says_nothing_of_it(client):
    other = create_seance()
    other.municipalites_presentes.set([create_municipalite().pk])

    assert "Municipalités présentes" not in client.get(address(create_seance())).text


def test_public_documents_are_listed_and_no_other(client):
    seance = create_seance()
    create_document(seance=seance, titre_fr="Ordre du jour")
    create_document(seance=seance, titre_fr="Notes internes", **BROUILLON)

    html = client.get(address(seance)).text

    assert "Ordre du jour" in html
    assert "Notes internes" not in html


def test_neighbours_follow_the_brochure_across_cycles_and_skip_drafts(client):
    programme = create_programme()
    first, second = (create_cycle(programme=programme, position=rank) for rank in (1, 2))
    create_seance(code="a", cycle=first, position=1)
    before = create_seance(code="b", cycle=first, position=2)
    create_seance(code="brouillon", cycle=first, position=3, **BROUILLON)
    after = create_seance(code="c", cycle=second, position=1)
    create_seance(code="d", cycle=second, position=2)

    def around(seance):
        html = client.get(address(seance)).text
        return re.findall(r"seances/(\w+)/", html.split('class="suite ')[1].split("</nav>")[0])

    assert around(before) == ["a", "c"]
    assert around(after) == ["b", "d"]


def test_sessions_of_the_same_series_are_linked_in_their_order(client):
    serie = Serie.objects.create(titre_fr="Concertation locale", titre_en="Local coordination")
    create_seance(code="troisieme", serie=serie, rang_serie=3)
    create_seance(code="cachee", serie=serie, rang_serie=4, **BROUILLON)
    seance = create_seance(serie=serie, rang_serie=1)
    create_seance(code="deuxieme", serie=serie, rang_serie=2)

    html = client.get(address(seance)).text

    assert re.findall(r"seances/(\w+)/", html.split("Concertation locale")[1])[:2] == [
        "deuxieme",
        "troisieme",
    ]
    assert "cachee" not in html


def test_structured_data_and_calendar_file_are_offered(client):
    seance = create_seance(jours=["2020-06-05"])

    html = client.get(address(seance)).text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])

    assert data["startDate"] == "2020-06-05"
    assert f'href="/fr/programmation/seances/{seance.code}.ics"' in html


# --- Languages -----------------------------------------------------------------------------------


def test_untranslated_session_marks_its_french_says_so_once_and_has_no_alternate(client):
    seance = create_seance(titre_fr="Sans anglais", titre_en="", compte_rendu_fr="<p>Rien.</p>")

    english, french = client.get(address(seance, "en")).text, client.get(address(seance)).text

    assert '<span lang="fr">Sans anglais</span>' in english
    assert '<div class="texte" lang="fr"><p>Rien.</p></div>' in english
    assert english.count("avis-langue") == 1
    assert 'hreflang="en-CA"' not in english + french


def test_translated_session_names_its_twin(client):
    html = client.get(address(create_seance(), "en")).text

    assert 'hreflang="fr-CA"' in html
    assert "avis-langue" not in html


# --- Publication ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields", [BROUILLON, {"publier_le": timezone.now() + timedelta(days=1)}], ids=["draft", "later"]
)
def test_what_is_not_public_answers_404(client, fields):
    seance = create_seance(**fields)

    assert client.get(address(seance)).status_code == 404
    assert client.get(address(seance), {"apercu": "au-hasard"}).status_code == 404


def test_session_of_a_draft_programme_answers_404(client):
    hidden = create_cycle(programme=create_programme(**BROUILLON))

    assert client.get(address(create_seance(cycle=hidden))).status_code == 404


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_withdrawn_session_answers_410_with_the_reason(client, langue):
    seance = create_seance(
        titre_fr="Titre retiré",
        publication=Publication.RETIREE,
        motif_retrait_fr="Doublon de op-03.",
        motif_retrait_en="Duplicate of op-03.",
    )

    response = client.get(address(seance, langue))

    assert response.status_code == 410
    assert {"fr": "Doublon de op-03.", "en": "Duplicate of op-03."}[langue] in response.text
    assert "Titre retiré" not in response.text
    assert "noindex" in response.text


def test_preview_link_shows_the_draft_to_its_holder_and_to_no_store(client):
    seance = create_seance(titre_fr="Bientôt", **BROUILLON)
    link = create_preview(seance, by=create_utilisateur())

    response = client.get(address(seance), {"apercu": link.jeton})

    assert response.status_code == 200
    assert "Aperçu d’un brouillon." in response.text
    assert "Bientôt" in response.text
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "ld+json" not in response.text
    assert f"/en/programmation/seances/{seance.code}/?apercu={link.jeton}" in response.text


def test_preview_link_stops_when_it_expires_is_revoked_or_is_for_another(client):
    seance, other = create_seance(**BROUILLON), create_seance(**BROUILLON)
    link = create_preview(seance, by=create_utilisateur())

    assert client.get(address(other), {"apercu": link.jeton}).status_code == 404
    link.expire_le = timezone.now() - timedelta(seconds=1)
    link.save()
    assert client.get(address(seance), {"apercu": link.jeton}).status_code == 404
    link.expire_le, link.revoque_le = timezone.now() + timedelta(days=1), timezone.now()
    link.save()
    assert client.get(address(seance), {"apercu": link.jeton}).status_code == 404


# --- Promises ------------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_eight_queries_whatever_the_data(client, django_assert_num_queries, langue, count):
    create_identite()
    create_page()
    serie = Serie.objects.create(titre_fr="Série", titre_en="Series")
    cycle = create_cycle()
    for rank in range(count):
        seance = create_seance(
            cycle=cycle,
            titre_fr="",
            titre_en="",
            serie=serie,
            rang_serie=rank + 1,
            jours=["2020-06-05", "2020-06-12"],
            villes=[create_municipalite(), create_municipalite()],
            referentiels=[create_referentiel(), create_referentiel()],
        )
        for _row in range(count):
            create_document(seance=seance)
            create_avis(seance)
            seance.municipalites_presentes.add(create_municipalite().pk)

    with django_assert_num_queries(8):
        response = client.get(address(seance, langue))

    assert response.status_code == 200
