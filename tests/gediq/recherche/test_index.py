"""The search table follows pages and themes at once, and forgets what is no longer public."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from gediq.models import EntreeRecherche, Publication
from gediq.recherche.index import ALWAYS, reindex_all
from tests.factories.gediq import create_page, create_theme


def titles(langue="fr"):
    return sorted(EntreeRecherche.objects.filter(langue=langue).values_list("titre", flat=True))


@pytest.mark.django_db
def test_page_enters_in_both_languages_with_its_address():
    page = create_page(
        titre_fr="Accessibilité", titre_en="Accessibility", slug="acces", texte_fr="<p>Clavier</p>"
    )

    french, english = EntreeRecherche.objects.filter(objet_id=str(page.pk)).order_by("-langue")
    assert (french.titre, french.texte, french.chemin) == ("Accessibilité", "Clavier", "/fr/pages/acces/")
    assert (english.titre, english.texte, english.chemin) == ("Accessibility", "Clavier", "/en/pages/acces/")
    assert french.visible_depuis == ALWAYS


@pytest.mark.django_db
def test_page_not_public_has_no_entry():
    create_page(titre_fr="Brouillon", publication=Publication.BROUILLON)
    page = create_page(titre_fr="Retirée")
    page.publication, page.motif_retrait_fr = Publication.RETIREE, "Remplacée."
    page.save()

    assert titles() == []


@pytest.mark.django_db
def test_page_to_come_is_visible_from_its_moment():
    moment = timezone.now() + timedelta(days=3)
    create_page(publier_le=moment)

    assert {entry.visible_depuis for entry in EntreeRecherche.objects.all()} == {moment}


@pytest.mark.django_db
def test_renamed_or_deleted_row_leaves_no_trace():
    theme = create_theme(nom_fr="police")
    gone = create_theme(nom_fr="emploi")
    theme.nom_fr = "sécurité publique"
    theme.save()
    gone.delete()

    assert titles() == ["sécurité publique"]


@pytest.mark.django_db
def test_rebuilding_everything_gives_the_same_table():
    create_page(), create_theme()
    EntreeRecherche.objects.create(
        objet="gediq.page", objet_id="0", langue="fr", titre="périmée", visible_depuis=ALWAYS
    )
    before = titles("fr") + titles("en")

    reindex_all()

    assert titles("fr") + titles("en") == [title for title in before if title != "périmée"]


@pytest.mark.django_db(transaction=True)
def test_two_people_saving_at_once_both_succeed():
    page = create_page(titre_fr="Départ")

    def save(rank):
        try:
            page.save()
        finally:
            connections.close_all()
        return rank

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(save, range(16))) == list(range(16))
    assert titles() == ["Départ"]
