import pytest

from gediq.models import Theme
from gediq.requetes import RequeteFixe
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


def test_instances_are_whole_rows():
    theme = create_theme(slug="accueil")

    assert RequeteFixe(Theme.objects.all).instances(Theme) == [theme]
