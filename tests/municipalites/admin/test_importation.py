"""Importing from the back office: a report first, then one confirmed act."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from municipalites.models import Contact, Importation, Valeur
from tests.factories.classeurs import csv_file, xlsx_file
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_indicateur, create_municipalite, create_source

LISTE = "/admin/municipalites/importation/"
ENVOI = f"{LISTE}add/"
LINES = ("code;nom;pop 2016;couleur", "99999;Rive;5;vert", "99998;Val;mille;bleu", ";Total;5;")


@pytest.fixture(autouse=True)
def rive(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    create_indicateur("pop")
    return create_municipalite(code="99999", nom="Rive")


@pytest.fixture
def redaction(client, db):
    client.force_login(create_utilisateur("Rédaction", langue="fr"))
    return client


def sent(client, *lines, content=None, **fields):
    content = csv_file(*lines).getvalue() if content is None else content
    fichier = SimpleUploadedFile("villes.csv", content)
    return client.post(ENVOI, {"type_importation": "municipalites", "fichier": fichier, **fields})


def report_address():
    return f"{LISTE}{Importation.objects.get().pk}/change/"


def apply_address():
    return f"{LISTE}{Importation.objects.get().pk}/appliquer/"


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_a_file_sent_leads_to_its_report_and_writes_no_figure(redaction):
    response = sent(redaction, *LINES)

    assert (response.status_code, response["Location"]) == (302, report_address())
    page = text_of(redaction.get(report_address()))
    assert "Appliquer la ligne acceptée" in page
    assert "inscrit 5" in page
    assert "« mille » n’est pas un nombre qui se lit sans ambiguïté." in page
    assert "Colonnes inconnues, laissées de côté : « couleur »." in page
    assert not Valeur.objects.exists()


def test_an_invented_source_is_not_offered(redaction):
    create_source(code="inventee", titre_fr="Tableau de démonstration", est_fictive=True)

    assert "Tableau de démonstration" not in text_of(redaction.get(ENVOI))


def test_a_row_that_warns_is_accepted_yet_shown_among_those_to_check(redaction):
    create_municipalite(code="02005", nom="Percé")
    sent(redaction, "code;nom;pop_2021", "2005;Percé;3095")

    response = redaction.get(f"{report_address()}?voir=a-corriger")

    assert [vue["nombre"] for vue in response.context["vues"]] == [1, 1, 1, 0]
    assert 'aria-current="page">À corriger ou à vérifier' in text_of(response)


def test_the_report_is_reduced_to_what_is_to_correct(redaction):
    sent(redaction, *LINES)

    response = redaction.get(f"{report_address()}?voir=a-corriger")
    shown = [row.ligne for row in response.context["page"]]

    assert shown == [3]
    assert [vue["nombre"] for vue in response.context["vues"]] == [3, 1, 1, 1]
    assert 'aria-current="page">À corriger' in text_of(response)
    assert len(redaction.get(f"{report_address()}?voir=autre&p=abc").context["page"]) == 3


def test_a_long_report_keeps_its_filter_from_page_to_page(redaction):
    sent(redaction, "code;nom", *[f"abc{rank};x" for rank in range(150)])

    response = redaction.get(f"{report_address()}?voir=a-corriger")

    assert "?voir=a-corriger&amp;p=2" in response.content.decode()
    assert len(redaction.get(f"{report_address()}?voir=a-corriger&p=2").context["page"]) == 50


def test_applying_asks_first_then_writes_once(redaction):
    sent(redaction, *LINES)

    asked = redaction.get(apply_address())
    assert "1 ligne refusée restera de côté" in text_of(asked)
    assert not Valeur.objects.exists()

    done = redaction.post(apply_address(), follow=True)
    again = redaction.post(apply_address(), follow=True)

    assert "1 ligne appliquée." in text_of(done)
    assert "Cette importation est déjà appliquée." in text_of(again)
    assert redaction.get(apply_address()).status_code == 302
    assert "Appliquer la ligne acceptée" not in text_of(done)
    assert Valeur.objects.get().valeur == 5


def test_a_database_changed_in_between_shows_the_new_report(redaction, rive):
    sent(redaction, *LINES)
    rive.nom = "Autre"
    rive.save()

    page = text_of(redaction.post(apply_address(), follow=True))

    assert "Les données ont changé depuis la simulation" in page
    assert "Le code 99999 est celui de Autre, et non de « Rive »." in page
    assert not Valeur.objects.exists()


def test_the_chosen_source_is_the_one_of_the_figures(redaction):
    source = create_source(code="ville-rive")

    sent(redaction, *LINES, source="ville-rive")
    redaction.post(apply_address())

    assert Valeur.objects.get().source == source


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Le fichier est vide."),
        (b"\xd0\xcf\x11\xe0abcd", "Le fichier a un mot de passe"),
        (b"a;b\r\n1;2", "Aucune ligne d’en-têtes reconnue."),
    ],
)
def test_a_refused_file_is_explained_in_the_form(redaction, content, sentence):
    response = sent(redaction, content=content)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not Importation.objects.exists()


def test_a_file_with_nothing_to_do_offers_nothing_to_apply(redaction):
    sent(redaction, "code;nom", "99999;Rive")

    page = text_of(redaction.get(report_address()))

    assert "Rien à appliquer" in page
    assert apply_address() not in page


def test_the_same_file_sent_again_says_it_was_applied(redaction):
    sent(redaction, *LINES)
    redaction.post(apply_address())
    first = Importation.objects.get()

    response = sent(redaction, *LINES)

    page = text_of(redaction.get(response["Location"]))
    assert "Ce même fichier a déjà été appliqué." in page
    assert f"{LISTE}{first.pk}/change/" in page


def test_the_list_keeps_every_import_and_lets_nobody_rewrite_it(redaction):
    sent(redaction, *LINES)

    page = text_of(redaction.get(LISTE))

    assert "villes.csv" in page
    assert "1 sur 3" in page
    assert redaction.get(f"{LISTE}{Importation.objects.get().pk}/delete/").status_code == 403
    assert redaction.post(report_address(), {"statut": "appliquee"}).status_code == 200
    assert Importation.objects.get().statut == "simulee"


def test_who_only_reads_sees_the_report_and_can_neither_send_nor_apply(redaction, client):
    sent(redaction, *LINES)
    client.force_login(create_utilisateur("Lecture", langue="fr"))

    assert "Appliquer" not in text_of(client.get(report_address()))
    assert client.get(ENVOI).status_code == 403
    assert sent(client, *LINES).status_code == 403
    assert client.get(apply_address()).status_code == 403
    assert client.post(apply_address()).status_code == 403
    assert not Valeur.objects.exists()


def test_who_has_no_right_sees_nothing(redaction, client):
    sent(redaction, *LINES)
    client.force_login(create_utilisateur())

    assert client.get(report_address()).status_code == 403
    assert client.get(f"{LISTE}9{'0' * 30}/change/").status_code == 404
    assert client.get(f"{LISTE}abc/change/").status_code == 404


def test_contacts_are_imported_from_the_same_screen_and_then_forgotten(redaction):
    sent(
        redaction,
        "Ville;Nom;Courriel",
        "Rive;Ana Essai;ana@",
        "Rive;Bob Essai;bob@exemple.org",
        type_importation="contacts",
    )
    shown = text_of(redaction.get(report_address()))

    done = text_of(redaction.post(apply_address(), follow=True))

    assert "99999 Rive – Ana Essai" in shown
    assert "Ce fichier nomme des personnes" in shown
    assert "1 ligne appliquée." in done
    assert "Adresse de courriel à corriger." in done
    assert "Ce fichier nommait des personnes : il est effacé." in done
    assert "Essai" not in done
    assert Contact.objects.get().courriel == "bob@exemple.org"


def test_forty_contacts_of_a_workbook_are_shown_then_applied_from_the_screen(redaction):
    rows = [["Municipalité", "Nom", "Courriel"]]
    rows += [["Rive", f"Personne Inventée {rank}", f"p{rank}@exemple.org"] for rank in range(40)]
    sent(redaction, content=xlsx_file(*rows).getvalue(), type_importation="contacts")

    assert "Appliquer les 40 lignes acceptées" in text_of(redaction.get(report_address()))
    assert "40 lignes appliquées." in text_of(redaction.post(apply_address(), follow=True))
    assert Contact.objects.count() == 40


def test_what_is_about_people_is_hidden_from_who_only_reads(redaction, client):
    sent(redaction, "Ville;Nom;Courriel", "Rive;Canari;canari@exemple.org", type_importation="contacts")
    address, listed = report_address(), text_of(redaction.get(LISTE))
    client.force_login(create_utilisateur("Lecture", langue="fr"))

    assert "villes.csv" in listed
    assert "villes.csv" not in text_of(client.get(LISTE))
    assert client.get(address).status_code == 404
    assert client.get(f"{address.removesuffix('change/')}history/").status_code == 302
    assert client.post(apply_address()).status_code in (403, 404)
    assert not Contact.objects.exists()


def test_who_may_import_but_not_see_people_is_not_offered_contacts(client):
    person = create_utilisateur(langue="fr")
    person.user_permissions.set(
        Permission.objects.filter(codename__in=["view_importation", "add_importation"])
    )
    client.force_login(person)

    response = sent(client, "Ville;Nom", "Rive;Canari", type_importation="contacts")

    assert response.status_code == 200
    assert 'value="contacts"' not in response.content.decode()
    assert not Importation.objects.exists()


@pytest.mark.axe
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_import_from_end_to_end_in_a_browser(new_page, axe, tmp_path, dark):
    path = tmp_path / "villes.csv"
    path.write_bytes(csv_file(*LINES).getvalue())
    page = new_page(user=create_utilisateur("Rédaction", langue="fr"), dark=dark)

    page.goto(ENVOI)
    check_everywhere(page, axe)
    page.set_input_files("#id_fichier", path)
    page.click("text=Simuler")
    page.wait_for_url("**/change/")
    check_everywhere(page, axe)
    page.click("text=Appliquer la ligne acceptée")
    check_everywhere(page, axe)
    page.click("input[type=submit]")
    page.wait_for_selector("text=1 ligne appliquée.")
    check_everywhere(page, axe)

    assert Valeur.objects.get().valeur == 5


def check_everywhere(page, axe):
    """Wide then narrow: no violation, no sideways scroll."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
