"""Every municipality is found by its name as people type it, alike on both databases."""

import hashlib
import unicodedata

import pytest

from gediq.models import EntreeRecherche
from gediq.recherche.moteur import describe, find
from municipalites.models import Municipalite, Territoire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

# Of the codes found for each of the 1,123 names, in order: the same on SQLite and on PostgreSQL.
EXPECTED = {
    "fr": "15080e44f7a2d95dcbe04b58b2906c4ecbf404e153a790f2854c4bdf8ddde8ea",
    "en": "7f0b9320ccdd525e4eb5f4e96c8708a5587bb6fa2e96062f7b61093d2385d23a",
}


def typed(name):
    """A hurried hand: no accent, no capital, no hyphen, no apostrophe."""
    letters = unicodedata.normalize("NFKD", name.lower())
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return bare.replace("-", " ").replace("–", " ").replace("'", " ")


def found(q, langue="fr"):
    """The codes of what is found, in order."""
    codes = {str(pk): code for pk, code in Municipalite.objects.values_list("pk", "code")}
    return [codes[trouvaille.objet_id] for trouvaille in find(q, langue)]


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_each_name_finds_its_municipality_in_the_same_order_on_both_databases(langue):
    codes = {str(pk): code for pk, code in Municipalite.objects.values_list("pk", "code")}
    digest = hashlib.sha256()
    for municipalite in Municipalite.objects.order_by("code"):
        answer = [codes[row.objet_id] for row in find(typed(municipalite.nom), langue)]
        assert municipalite.code in answer, municipalite.nom
        digest.update(f"{municipalite.code}:{','.join(answer)}\n".encode())

    assert digest.hexdigest() == EXPECTED[langue]


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("ste therese", "73010"),
        ("l assomption", "60028"),
        ("saint-jérome", "75017"),
        ("SAINT JEROME", "75017"),
        ("st-jean-sur-richelieu", "56083"),
        ("ile perrot", "71060"),
        ("66023", "66023"),
    ],
)
@pytest.mark.parametrize("langue", ["fr", "en"])
def test_accents_articles_and_short_forms_do_not_matter(q, first, langue):
    assert found(q, langue)[0] == first


def test_two_municipalities_of_one_name_come_in_the_order_of_their_codes():
    assert found("saint donat")[:2] == ["09030", "62060"]


def test_mrc_and_region_lead_to_their_municipalities():
    assert set(found("rivière-du-nord")) >= {"75005", "75017", "75028", "75040", "75045"}
    assert len(found("côte-nord")) >= 33


def test_quebec_is_found_by_its_english_usage_and_by_its_name():
    assert found("quebec city", "en")[0] == found("québec", "en")[0] == "23027"


def test_renamed_mrc_is_followed():
    mrc = Territoire.objects.get(code="930")
    mrc.nom = "Lac-Rebaptisé"
    mrc.save()

    assert len(found("rebaptisé")) == 12


def test_closed_municipality_leaves_the_search():
    alma = Municipalite.objects.get(code="93042")
    alma.date_fin = "2026-01-01"
    alma.save()

    assert "93042" not in found("alma")


def test_invented_municipality_says_so_before_its_name():
    Municipalite.objects.create(code="00099", nom="Ville-Fictive", est_fictif=True)

    (resultat,) = describe(find("ville fictive", "fr"), "ville fictive", "fr")

    assert resultat.sorte == "Municipalité, Donnée fictive (démonstration)"


def test_each_municipality_has_one_entry_in_each_language():
    assert EntreeRecherche.objects.filter(objet="municipalites.municipalite").count() == 2 * 1123
