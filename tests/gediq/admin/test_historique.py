"""The history of a whole record: what changed, in which language, by whom; and going back."""

import re

import pytest

from gediq.domain.edition import recording, save_edited
from gediq.models import Organisme, Page
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_theme
from tests.formulaires import add_row, posted_by

pytestmark = pytest.mark.django_db
LIST = "/admin/gediq/organisme/"
ADD = f"{LIST}add/"


def url(obj, name="change"):
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/{name}/"


def text_of(response):
    """The text of a page, on one line."""
    main = response.content.decode().partition('<main id="content-start"')[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main)).replace("\xa0", " ")


def row_of(page, nom):
    """Prefix of the row that bears this name."""
    data = posted_by(page)
    return next(key.removesuffix("-nom_fr") for key, value in data.items() if value == nom)


def typed(page, nom, **values):
    """Changes typed in the row that bears this name."""
    return {f"{row_of(page, nom)}-{name}": value for name, value in values.items()}


def save(client, obj, **changes):
    response = client.post(url(obj), posted_by(client.get(url(obj)), **changes))
    assert response.status_code == 302
    return response


@pytest.fixture
def organisme(ana):
    page = ana.get(ADD)
    data = posted_by(page, code="ministere")
    data = add_row(data, "noms", nom_fr="Ministère ancien", nom_en="Old department", debut="2010-01-01")
    data = add_row(data, "noms", nom_fr="Ministère récent", nom_en="New department", sigle="MR")
    assert ana.post(ADD, data).status_code == 302
    return Organisme.objects.get()


def test_each_save_is_told_with_who_old_and_new_in_each_language(ana, bo, organisme):
    changes = {"nom_fr": "Ministère d’avant", "nom_en": "Former department"}
    save(bo, organisme, **typed(bo.get(url(organisme)), "Ministère ancien", **changes))
    text = text_of(ana.get(url(organisme, "history")))

    assert re.search(r"Bo\b.*Ministère d’avant.*Ana", text)
    assert "Nom (français) Ministère ancien" in text.replace("d’avant", "ancien")
    assert "Former" in text
    assert "Nom (anglais)" in text


def test_old_and_new_words_are_marked_in_their_language(ana, bo, organisme):
    save(bo, organisme, **typed(bo.get(url(organisme)), "Ministère récent", nom_en="New office"))
    page = ana.get(url(organisme, "history")).content.decode()

    assert '<dd lang="en">' in page
    assert "New <del>department</del><ins>office</ins>" in page


def test_added_and_removed_rows_are_told(ana, organisme):
    page = ana.get(url(organisme))
    deleted = typed(page, "Ministère ancien", DELETE="on")
    data = add_row(posted_by(page, **deleted), "noms", nom_fr="Troisième nom")
    ana.post(url(organisme), data)
    text = text_of(ana.get(url(organisme, "history")))

    assert "Nom de l’organisme : Ministère ancien – retrait" in text
    assert "Nom de l’organisme : Troisième nom – ajout" in text


def test_save_without_a_change_leaves_no_entry(ana, organisme):
    save(ana, organisme)

    assert text_of(ana.get(url(organisme, "history"))).count("Modification") == 0


def test_values_are_words_not_codes(ana):
    page = ana.get("/admin/gediq/page/add/")
    ana.post(
        "/admin/gediq/page/add/", posted_by(page, titre_fr="À propos", slug="a-propos", publication="publiee")
    )
    text = text_of(ana.get(url(Page.objects.get(), "history")))

    assert "Publication Publiée" in text
    assert "Au pied de page oui" in text


def test_row_written_before_the_history_has_a_before(ana):
    theme = create_theme(nom_fr="accueil")
    save(ana, theme, nom_fr="arrivée")
    text = text_of(ana.get(url(theme, "history")))

    assert "Nom (français) accueilarrivée" in text
    assert "État trouvé avant la première modification suivie" in text


def test_domain_changes_are_in_the_same_history(ana, organisme):
    somebody = create_utilisateur(nom="Chloé")
    organisme.site_web = "https://exemple.org/"
    with recording(by=somebody, comment="Importation"):
        save_edited(organisme, by=somebody)
    text = text_of(ana.get(url(organisme, "history")))

    assert "– Chloé Importation" in text
    assert "Site web https://exemple.org/" in text


def restore_link(page):
    """Address of the oldest state that a history offers."""
    return re.findall(r'href="([^"]+\?version=\d+)"', page.content.decode())[-1]


def test_old_state_comes_back_whole_once_saved(ana, organisme):
    first, second = organisme.noms.order_by("id")
    page = ana.get(url(organisme))
    deleted = typed(page, "Ministère ancien", DELETE="on")
    changed = typed(page, "Ministère récent", nom_fr="Changé", nom_en="Changed", sigle="")
    save(ana, organisme, code="autre", **deleted, **changed)
    page = ana.get(url(organisme))
    ana.post(url(organisme), add_row(posted_by(page), "noms", nom_fr="En trop"))
    link = restore_link(ana.get(url(organisme, "history")))
    form = ana.get(link)
    untouched = organisme.noms.count(), Organisme.objects.get().code
    response = ana.post(link, posted_by(form))

    organisme.refresh_from_db()
    assert "Rien n’est encore enregistré" in text_of(form)
    assert untouched == (2, "autre")
    assert response.status_code == 302
    assert organisme.code == "ministere"
    assert sorted(organisme.noms.values_list("nom_fr", "nom_en", "sigle", "debut")) == sorted(
        [
            (first.nom_fr, first.nom_en, first.sigle, first.debut),
            (second.nom_fr, second.nom_en, second.sigle, second.debut),
        ]
    )
    assert organisme.noms.get(nom_fr=first.nom_fr).uid == first.uid
    assert "Retour à l’état du" in text_of(ana.get(url(organisme, "history")))


def test_old_state_saved_over_a_newer_change_is_a_conflict(ana, bo, organisme):
    save(ana, organisme, code="autre")
    link = restore_link(ana.get(url(organisme, "history")))
    form = ana.get(link)
    save(bo, organisme, code="encore")

    assert ana.post(link, posted_by(form)).status_code == 409


def test_unknown_state_is_said_and_shows_the_stored_one(ana, organisme):
    for version in ("999999", "abc", "9" * 40, "\x00"):
        page = ana.get(url(organisme), {"version": version})

        assert page.status_code == 200
        assert "Cet état n’est plus dans l’historique." in text_of(page)


def test_deleted_record_comes_back_with_its_rows_and_its_identity(ana, organisme):
    noms = sorted(organisme.noms.values_list("nom_fr", "nom_en", "uid"))
    ana.post(url(organisme, "delete"), {"post": "yes", "verrou": organisme.verrou})
    gone = Organisme.objects.exists()
    page = ana.get(f"{LIST}supprimees/")
    link = re.search(r'href="([^"]+\?supprimee=\d+)"', page.content.decode()).group(1)
    response = ana.post(link, posted_by(ana.get(link)))

    back = Organisme.objects.get()
    assert not gone
    assert "Supprimée le" in text_of(page)
    assert "par Ana" in text_of(page)
    assert response.status_code == 302
    assert (back.pk, back.uid, back.code) == (organisme.pk, organisme.uid, "ministere")
    assert sorted(back.noms.values_list("nom_fr", "nom_en", "uid")) == noms


def test_long_history_is_read_page_by_page(ana, django_assert_max_num_queries):
    theme = create_theme(nom_fr="0")
    for rank in range(1, 25):
        theme.nom_fr = str(rank)
        with recording():
            save_edited(theme)
    with django_assert_max_num_queries(12):
        first = ana.get(url(theme, "history"))
    second = ana.get(url(theme, "history"), {"p": "2"})

    assert "Page 1 sur 2" in text_of(first)
    assert "Page 2 sur 2" in text_of(second)


def test_history_of_a_missing_record_goes_home(ana):
    assert ana.get("/admin/gediq/theme/999/history/").status_code == 302


def test_history_needs_the_right_to_see(client):
    theme = create_theme()
    client.force_login(create_utilisateur())

    assert client.get(url(theme, "history")).status_code == 403


def test_nobody_without_the_right_to_add_sees_what_was_deleted(client):
    client.force_login(create_utilisateur("Lecture"))

    assert client.get("/admin/gediq/theme/supprimees/").status_code == 403


def test_reader_is_offered_no_way_back(client, ana):
    theme = create_theme(nom_fr="accueil")
    save(ana, theme, nom_fr="arrivée")
    client.force_login(create_utilisateur("Lecture"))
    page = client.get(url(theme, "history"))
    shown = client.get(url(theme), {"version": "1"})

    assert "?version=" not in page.content.decode()
    assert "telle qu’elle était" not in shown.content.decode()
