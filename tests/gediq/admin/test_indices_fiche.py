"""Typographic hints: said after a save, never applied without a click."""

import pytest

from gediq.models import NomOrganisme, Organisme
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_theme
from tests.formulaires import posted_by

pytestmark = pytest.mark.django_db


def url(obj, name):
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/{name}/"


def mend(client, page, rank=0):
    champ = page.context["champs"][rank]
    return client.post(page.request["PATH_INFO"], {"champ": champ.cle, "verrou": champ.verrou}, follow=True)


def test_save_is_kept_as_typed_and_the_hint_is_said(ana):
    theme = create_theme(description_fr="")
    data = posted_by(ana.get(url(theme, "change")), description_fr="Rendez-vous à 9h30 !")
    response = ana.post(url(theme, "change"), data, follow=True)

    theme.refresh_from_db()
    text = response.content.decode()
    assert theme.description_fr == "Rendez-vous à 9h30 !"
    assert "Typographie\xa0: 2\xa0remarques sur ce qui vient d’être écrit." in text
    assert f'href="{url(theme, "typographie")}"' in text


def test_untouched_faults_are_not_repeated_at_each_save(ana):
    theme = create_theme(description_fr="Rendez-vous à 9h30")
    data = posted_by(ana.get(url(theme, "change")), nom_fr="arrivée")

    assert "remarque" not in ana.post(url(theme, "change"), data, follow=True).content.decode()


def test_one_click_mends_one_field_and_leaves_the_others(ana):
    theme = create_theme(nom_fr="accueil :", description_fr="Rendez-vous à 9h30", description_en="At 9h30")
    page = ana.get(url(theme, "typographie"))
    after = mend(
        ana, page, rank=[champ.libelle for champ in page.context["champs"]].index("Description (français)")
    )

    theme.refresh_from_db()
    assert theme.description_fr == "Rendez-vous à 9\xa0h\xa030"
    assert (theme.nom_fr, theme.description_en) == ("accueil :", "At 9h30")
    assert (theme.verrou, theme.updated_by.nom) == (1, "Ana")
    assert "« Description (français) » est corrigé." in after.content.decode().replace("\xa0", " ")


def test_rows_of_the_record_are_mended_too(ana):
    organisme = Organisme.objects.create(code="ministere")
    nom = NomOrganisme.objects.create(organisme=organisme, nom_fr='Ministère "ancien"')
    mend(ana, ana.get(url(organisme, "typographie")))

    nom.refresh_from_db()
    assert nom.nom_fr == "Ministère «\xa0ancien\xa0»"


def test_text_changed_meanwhile_is_not_written_over(ana):
    theme = create_theme(description_fr="À 9h30")
    page = ana.get(url(theme, "typographie"))
    ana.post(url(theme, "change"), posted_by(ana.get(url(theme, "change")), description_fr="À 10h30"))
    after = mend(ana, page)

    theme.refresh_from_db()
    assert theme.description_fr == "À 10h30"
    assert "Le texte a changé entre-temps" in after.content.decode()


def test_mending_what_is_mended_says_so(ana):
    theme = create_theme(description_fr="À 9h30")
    page = ana.get(url(theme, "typographie"))
    mend(ana, page)

    assert "Ce champ n’a plus rien à corriger." in mend(ana, page).content.decode()


def test_fix_that_no_longer_fits_the_field_is_a_sentence(ana):
    theme = create_theme(nom_fr='"' + "a" * 118 + '"')
    after = mend(ana, ana.get(url(theme, "typographie")))

    theme.refresh_from_db()
    assert theme.nom_fr.startswith('"')
    assert "120" in after.content.decode()


def test_only_who_may_change_the_record_mends_it(client):
    theme = create_theme(description_fr="À 9h30")
    client.force_login(create_utilisateur("Lecture"))

    assert client.get(url(theme, "typographie")).status_code == 403
