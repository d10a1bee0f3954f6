"""A coordinator's list of contacts: what each row adds, changes or is refused for."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from reversion.models import Version

from municipalites.domain.importation.lieux import RECHERCHES
from municipalites.domain.importation.rapport import Action
from municipalites.domain.importation.service import (
    apply_importation,
    import_file,
    plan_file,
    simulate_importation,
)
from municipalites.models import Contact, Niveau
from tests.factories.classeurs import csv_file, xlsx_file
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_organisme, create_theme
from tests.factories.municipalites import create_municipalite, create_territoire
from tests.factories.personnes import create_contact

pytestmark = pytest.mark.django_db
TETE = "Ville;Nom;Courriel;Fonction;Téléphone"


@pytest.fixture(autouse=True)
def rive(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return create_municipalite(code="99999", nom="Rive-Essai")


def planned(*lines):
    """The rows of the report."""
    return plan_file(csv_file(*lines), type_importation="contacts").enregistrements


def applied(*lines, by=None):
    fichier = lines[0] if len(lines) == 1 and not isinstance(lines[0], str) else csv_file(*lines)
    return import_file(fichier, type_importation="contacts", nom="contacts.csv", by=by)


def effects(row):
    return [(detail.colonne, detail.effet.replace("\xa0", " ")) for detail in row.details]


def test_forty_contacts_of_a_workbook_are_added_and_a_second_import_does_nothing():
    villes = [create_municipalite(nom=f"Ville-Quarante-{rank}") for rank in range(20)]
    rows = [
        ["Contacts des municipalités", None, None],
        [
            "Municipalité",
            "Code géographique",
            "Prénom",
            "Nom",
            "Titre",
            "Courriel",
            "Tél.",
            "Poste",
            "Langue",
        ],
        *(
            [
                ville.nom,
                int(ville.code),
                f"Prénom{rank}",
                "Inventé",
                "Agente",
                f"p{rank}.{ville.code}@exemple.org",
            ]
            + [5145550100 + rank, 12, "Français"]
            for ville in villes
            for rank in range(2)
        ),
    ]
    by = create_utilisateur("Rédaction")

    first = applied(xlsx_file(*rows), by=by)
    second = applied(xlsx_file(*rows), by=by)

    assert first.resume["creer"] == 40
    assert (second.resume["ignorer"], second.acceptees) == (40, 0)
    assert Contact.objects.count() == 40
    contact = Contact.objects.get(courriel=f"p1.{villes[0].code}@exemple.org")
    assert (contact.nom, contact.fonction, contact.telephone, contact.langue) == (
        "Prénom1 Inventé",
        "Agente",
        "514 555-0101, poste 12",
        "fr",
    )
    assert (contact.territoire_id, contact.created_by) == (villes[0].pk, by)
    assert Version.objects.get_for_object(contact).get().revision.comment == "Importation de contacts"


@pytest.mark.parametrize(
    "tete",
    [
        "Municipalité;Nom complet;@;Poste;Tél.",
        "Nom de la ville;Prénom et nom;Adresse courriel;Titre du poste;No de téléphone",
        "City;Full name;E-mail;Job title;Phone number",
        "VILLE OU MRC;Personne-ressource;Courrier électronique;Fonction;TELEPHONE",
    ],
)
def test_columns_are_known_by_many_names(tete):
    applied(tete, "Ville de Rive-Essai;Ana Essai;ana@exemple.org;Urbaniste;514 555-0100")

    contact = Contact.objects.get()
    assert (contact.nom, contact.courriel, contact.fonction) == ("Ana Essai", "ana@exemple.org", "Urbaniste")


def test_a_file_without_people_or_without_places_is_refused():
    for tete in ("Ville;Fonction", "Nom;Courriel"):
        with pytest.raises(ValidationError) as refusal:
            planned(tete, "a;b")
        assert "«\xa0courriel\xa0» ou «\xa0nom\xa0» ou «\xa0telephone\xa0»" in refusal.value.message


def test_what_differs_is_said_old_then_new_and_what_is_empty_erases_nothing(rive):
    known = create_contact(
        territoire_id=rive.pk,
        nom="Ana Essai",
        courriel="ana@exemple.org",
        fonction="Agente",
        telephone="514 555-0100",
    )

    [row] = planned(TETE, "Rive-Essai;;ANA@exemple.org;Directrice;(514) 555.0100")
    applied(TETE, "Rive-Essai;;ANA@exemple.org;Directrice;")

    assert row.action == Action.METTRE_A_JOUR
    assert effects(row) == [("Fonction", "remplace « Agente » par « Directrice »")]
    known.refresh_from_db()
    assert (known.nom, known.fonction, known.telephone) == ("Ana Essai", "Directrice", "514 555-0100")


def test_somebody_is_known_by_the_name_when_the_address_is_new(rive):
    known = create_contact(territoire_id=rive.pk, nom="Ana Essai", courriel="ana@exemple.org")
    create_contact(nom="Ana Essai")

    applied("Ville;Nom;Courriel", "Rive-Essai;ESSAI, Ana;ana.essai@exemple.org")

    known.refresh_from_db()
    assert (known.nom, known.courriel) == ("Ana Essai", "ana.essai@exemple.org")
    assert Contact.objects.count() == 2


def test_the_same_person_elsewhere_is_another_contact():
    create_contact(nom="Ana Essai", courriel="ana@exemple.org")

    [row] = planned("Ville;Nom;Courriel", "Rive-Essai;Ana Essai;ana@exemple.org")

    assert row.action == Action.CREER


def test_another_name_at_a_known_address_is_asked_about(rive):
    create_contact(territoire_id=rive.pk, nom="Ana Essai", courriel="direction@exemple.org")

    [row] = planned("Ville;Nom;Courriel", "Rive-Essai;Bob Essai;direction@exemple.org")

    assert row.action == Action.METTRE_A_JOUR
    assert row.avertissements == ["Même adresse, autre nom\xa0: est-ce bien la même personne?"]


def test_who_may_be_two_people_is_refused(rive):
    create_contact(territoire_id=rive.pk, nom="Ana Essai", courriel="ana@exemple.org")
    create_contact(territoire_id=rive.pk, nom="Bob Essai", courriel="bob@exemple.org")
    for number in range(2):
        create_contact(territoire_id=rive.pk, nom="Luc Double", courriel=f"luc{number}@exemple.org")

    crossed, double, told = planned(
        "Ville;Nom;Courriel;Tél",
        "Rive-Essai;Ana Essai;bob@exemple.org;",
        "Rive-Essai;Luc Double;;514 555-0100",
        "Rive-Essai;Luc Double;luc1@exemple.org;514 555-0100",
    )

    assert (crossed.action, crossed.raisons) == (Action.REJETER, ["homonyme"])
    assert "L’adresse est celle de Bob Essai" in crossed.motif
    assert double.action == told.action == Action.REJETER


def test_a_line_is_refused_with_the_column_at_fault():
    rows = planned(
        f"{TETE};Langue;Vérifié le",
        "Rive-Essai;Ana;ana@;Agente;;;",
        "Rive-Essai;Bob;bob@exemple.org; ;12;;",
        "Rive-Essai;Cid;cid@exemple.org;;;espéranto;",
        "Rive-Essai;Dia;dia@exemple.org;;;;hier",
        "Rive-Essai;Eva;eva@exemple.org;;;;2999-01-01",
        "Rive-Essai;;;Agente;;;",
        f"Rive-Essai;{'x' * 151};;Agente;;;",
    )

    assert [row.ligne for row in rows] == list(range(2, 9))
    assert {row.action for row in rows} == {Action.REJETER}
    assert rows[0].motif == "Courriel\xa0: «\xa0ana@\xa0» n’est pas une adresse de courriel."
    assert [row.raisons for row in rows] == [
        ["courriel"],
        ["telephone"],
        ["langue"],
        ["date"],
        ["date"],
        ["incomplet"],
        ["trop_long"],
    ]
    assert not Contact.objects.exists()


def test_an_unknown_place_is_refused_with_names_like_it():
    near, far = planned("Ville;Nom", "Rive-Esai;Ana", "Zzz;Bob")

    assert near.raisons == far.raisons == ["lieu"]
    assert near.motif.endswith("Noms proches\xa0: Rive-Essai (99999).")
    assert "Noms proches" not in far.motif


def test_a_code_that_names_another_place_is_refused():
    wrong, right, unknown = planned(
        "Code;Ville;Nom", "99999;Ailleurs;Ana", "99999;Rive-Essai;Bob", "98765;Rive-Essai;Cid"
    )

    assert "Le code 99999 est celui de Rive-Essai" in wrong.motif
    assert right.action == Action.CREER
    assert "Aucune municipalité n’a le code 98765" in unknown.motif


def test_two_places_of_one_name_are_told_apart_by_region_or_code():
    regions = [create_territoire(Niveau.REGION, nom=nom) for nom in ("Côte-Essai", "Mont-Essai")]
    villes = [create_municipalite(nom="Saint-Deux", parent=region) for region in regions]

    rows = planned(
        "Ville;Région;Code;Nom",
        "Saint-Deux;;;Ana",
        "Saint-Deux;Mont-Essai;;Bob",
        f"Saint-Deux;;{villes[0].code};Cid",
    )

    assert [row.code for row in rows] == ["", villes[1].code, villes[0].code]
    assert "Plusieurs municipalités s’appellent" in rows[0].motif


def test_a_place_that_is_no_more_is_refused(rive):
    rive.date_fin = "2020-01-01"
    rive.save()

    [row] = planned("Ville;Nom", "Rive-Essai;Ana")

    assert "Rive-Essai n’existe plus" in row.motif


def test_an_mrc_and_an_organisation_have_contacts_too():
    mrc = create_territoire(nom="Les Essais")
    organisme = create_organisme()
    name = organisme.noms.get().nom_fr

    applied(
        "Organisation;Nom;Courriel",
        f"{name};Ana;ana@exemple.org",
        "MRC des Essais;Bob;bob@exemple.org",
        "Ville de Rive-Essai;Cid;cid@exemple.org",
    )

    assert {
        (row.nom, row.territoire and row.territoire.nom, row.organisme) for row in Contact.objects.all()
    } == {
        ("Ana", None, organisme),
        ("Bob", mrc.nom, None),
        ("Cid", "Rive-Essai", None),
    }


def test_one_person_twice_in_the_file_counts_once_or_is_refused():
    rows = planned(
        TETE,
        "Rive-Essai;Ana;ana@exemple.org;Agente;",
        "Rive-Essai;Ana;ana@exemple.org;Agente;",
        "Rive-Essai;Bob;bob@exemple.org;Agent;",
        "Rive-Essai;Bob;autre@exemple.org;Agent;",
        "Rive-Essai;Cid;info@exemple.org;;",
        "Rive-Essai;Dia;info@exemple.org;;",
        "Rive-Essai;Eva;eva@exemple.org;;",
    )

    assert [row.action for row in rows] == [
        *(Action.CREER, Action.IGNORER),
        *(Action.REJETER,) * 4,
        Action.CREER,
    ]
    assert rows[1].motif == "Identique à la ligne 2."
    assert "ligne 5" in rows[2].motif


def test_who_left_is_not_brought_back_by_a_file(rive):
    create_contact(
        territoire_id=rive.pk, nom="Ana Essai", courriel="direction@exemple.org", parti_le="2020-01-01"
    )

    same, successor = planned(
        "Ville;Nom;Courriel", "Rive-Essai;Ana Essai;", "Rive-Essai;Bob Essai;direction@exemple.org"
    )

    assert (same.action, same.raisons) == (Action.IGNORER, ["parti"])
    assert successor.action == Action.CREER


def test_a_departure_written_in_the_file_is_recorded(rive):
    dated = create_contact(territoire_id=rive.pk, nom="Ana", courriel="ana@exemple.org")
    undated = create_contact(territoire_id=rive.pk, nom="Bob", courriel="bob@exemple.org")

    applied(
        "Ville;Courriel;Parti le",
        "Rive-Essai;ana@exemple.org;05/01/2026",
        "Rive-Essai;bob@exemple.org;oui",
        "Rive-Essai;inconnu@exemple.org;2026-01-05",
    )

    dated.refresh_from_db()
    undated.refresh_from_db()
    assert (dated.parti_le, undated.parti_le) == (date(2026, 1, 5), timezone.localdate())
    assert Contact.objects.count() == 2


def test_themes_are_added_and_none_is_taken_away(rive):
    known, other = create_theme(nom_fr="francisation"), create_theme(nom_fr="accueil")
    contact = create_contact(territoire_id=rive.pk, courriel="ana@exemple.org")
    contact.themes.add(other)

    [row] = planned("Ville;Courriel;Thèmes", "Rive-Essai;ana@exemple.org;Francisation, astronomie")
    applied("Ville;Courriel;Thèmes", "Rive-Essai;ana@exemple.org;Francisation, astronomie")

    assert set(contact.themes.all()) == {known, other}
    assert row.avertissements == ["Le thème «\xa0astronomie\xa0» est inconnu, laissé de côté."]


def test_a_check_of_later_is_kept_and_an_older_one_ignored(rive):
    contact = create_contact(territoire_id=rive.pk, courriel="ana@exemple.org", verifie_le="2025-01-01")

    [older] = planned("Ville;Courriel;Vérifié le", "Rive-Essai;ana@exemple.org;2024-01-01")
    applied("Ville;Courriel;Vérifié le", "Rive-Essai;ana@exemple.org;2025-06-01")

    assert older.action == Action.IGNORER
    contact.refresh_from_db()
    assert contact.verifie_le == date(2025, 6, 1)


def test_a_person_called_page_is_no_footnote():
    person, note = planned("Nom;Ville", "Page;Rive-Essai", "Source: répertoire 2026")

    assert person.action == Action.CREER
    assert note.motif == "Note autour du tableau."


def test_a_formula_kept_from_calculating_is_read_without_its_apostrophe():
    applied("Ville;Nom;Courriel", "Rive-Essai;'=1+1;ana@exemple.org")

    assert Contact.objects.get().nom == "=1+1"


def test_who_may_not_see_people_imports_none():
    fichier = csv_file("Ville;Nom", "Rive-Essai;Ana")
    reader = create_utilisateur("Lecture")

    with pytest.raises(PermissionDenied):
        simulate_importation(fichier, type_importation="contacts", nom="c.csv", by=reader)
    kept = simulate_importation(
        fichier, type_importation="contacts", nom="c.csv", by=create_utilisateur("Rédaction")
    )
    with pytest.raises(PermissionDenied):
        apply_importation(kept, by=reader)
    assert not Contact.objects.exists()


def test_a_whole_file_about_one_person_or_unknown_places_stays_short_to_read():
    double = planned("Ville;Nom;Courriel", *[f"Rive-Essai;Ana;a{rank}@exemple.org" for rank in range(9)])
    lost = planned("Ville;Nom", *[f"Rive-Esai;Personne {rank}" for rank in range(RECHERCHES + 1)])

    assert double[0].motif.endswith("(ligne 3, 4, 5, 6, 7…).")
    assert double[8].motif.endswith("(ligne 2, 3, 4, 5, 6…).")
    assert ["Noms proches" in row.motif for row in lost[-2:]] == [True, False]
