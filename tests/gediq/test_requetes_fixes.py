import pytest
from django.db.models import CharField

from gediq.models import Theme
from gediq.requetes import Blanc, RequeteFixe
from tests.factories.gediq import create_theme

pytestmark = pytest.mark.django_db


def test_rows_are_read_anew_although_the_text_is_written_once():
    written = []

    def build(slug):
        written.append(slug)
        return Theme.objects.filter(slug=slug).values_list("slug")

    requete = RequeteFixe(build)
    before = requete.rows("accueil")
    create_theme(slug="accueil")

    assert (before, requete.rows("accueil"), written) == ([], [("accueil",)], ["accueil"])


def test_each_argument_has_its_own_text():
    create_theme(slug="accueil")
    requete = RequeteFixe(lambda slug: Theme.objects.filter(slug=slug).values_list("slug"))

    assert [requete.rows(slug) for slug in ("autre", "accueil")] == [[], [("accueil",)]]


def test_blanks_are_filled_at_each_reading_of_one_text():
    create_theme(slug="accueil")
    written = []

    def build():
        written.append("text")
        return Theme.objects.filter(slug=Blanc("slug", CharField())).values_list("slug")

    requete = RequeteFixe(build)

    assert [requete.rows(slug=slug) for slug in ("autre", "accueil", None)] == [[], [("accueil",)], []]
    assert written == ["text"]


def test_instances_are_whole_rows():
    theme = create_theme(slug="accueil")

    assert RequeteFixe(Theme.objects.all).instances(Theme) == [theme]
