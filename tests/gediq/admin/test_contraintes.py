"""What only the database can refuse comes back as its French sentence, with all that was typed."""

import pytest
from django.db import IntegrityError, connection, transaction

from gediq.admin.contraintes import sentence_for
from gediq.models import NomOrganisme, Organisme, Theme
from programmation.models import DateSeance, Seance
from tests.factories.gediq import create_theme
from tests.factories.programmation import create_seance
from tests.formulaires import add_row, posted_by

pytestmark = pytest.mark.django_db


def refusal(write):
    def write_and_check():
        with transaction.atomic():
            write()
            connection.check_constraints()

    with pytest.raises(IntegrityError) as caught:
        write_and_check()
    return sentence_for(caught.value)


def test_check_is_told_by_its_sentence():
    seance = create_seance(jours=["2020-06-05"])

    assert (
        refusal(lambda: DateSeance.objects.update(mois="2020-06"))
        == "Donnez un jour ou un mois, pas les deux."
    )
    assert seance.dates.count() == 1


def test_unique_rule_is_told_by_its_sentence():
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])

    assert (
        refusal(lambda: DateSeance.objects.filter(seance=seance).update(jour="2020-06-05"))
        == "Ce jour est déjà une date de la séance."
    )


def test_unique_field_is_told_with_its_label():
    create_theme(slug="accueil")
    create_theme(slug="emploi")

    assert (
        refusal(lambda: Theme.objects.update(slug="accueil"))
        == "Adresse\xa0: Une autre fiche a déjà cette valeur."
    )


def test_vanished_row_is_told_in_plain_words():
    create_seance()

    assert (
        refusal(lambda: Seance.objects.update(cycle_id=999_999))
        == "Une fiche choisie ici vient d’être supprimée\xa0: choisissez-en une autre."
    )


def test_anything_else_is_one_sentence_too():
    create_theme()

    assert (
        refusal(lambda: Theme.objects.update(position=None))
        == "L’enregistrement contredit une règle des données\xa0: rien n’a été changé."
    )


@pytest.mark.django_db(transaction=True)
def test_refused_save_shows_the_sentence_and_keeps_every_word(ana, monkeypatch):
    """The form's own check is taken away, as when two saves cross between check and write."""
    organisme = Organisme.objects.create(code="ministere")
    url = f"/admin/gediq/organisme/{organisme.pk}/change/"
    data = add_row(
        posted_by(ana.get(url), code="autre"), "noms", nom_fr="Nom", debut="2020-01-01", fin="2019-01-01"
    )
    monkeypatch.setattr(NomOrganisme, "full_clean", lambda self, *args, **kwargs: None)
    response = ana.post(url, data)

    organisme.refresh_from_db()
    text = response.content.decode()
    assert response.status_code == 200
    assert "La fin doit suivre le début." in text
    assert 'value="autre"' in text
    assert posted_by(response)["noms-0-nom_fr"] == "Nom"
    assert (organisme.code, organisme.noms.count()) == ("ministere", 0)
    assert "succès" not in text
