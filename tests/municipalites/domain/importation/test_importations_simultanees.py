"""Files of figures imported at the same moment, each on its own connection, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from municipalites.domain.importation.service import import_file
from municipalites.models import ChangementValeur, Contact, Importation, Source, Valeur
from tests.factories.classeurs import csv_file
from tests.factories.municipalites import create_indicateur, create_municipalite

pytestmark = pytest.mark.django_db(transaction=True)


def test_imports_made_at_once_each_see_what_the_one_before_wrote():
    create_indicateur("imm")
    create_municipalite(code="99801")
    barrier = Barrier(4)

    def load(valeur):
        barrier.wait()
        try:
            kind = Importation.TypeImportation.INDICATEURS
            fichier = csv_file("code;imm_2016", f"99801;{valeur}")
            return import_file(fichier, type_importation=kind, nom="a.csv", by=None).acceptees
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        accepted = list(pool.map(load, [10, 20, 30, 40]))

    changes = list(ChangementValeur.objects.order_by("pk").values_list("avant", "apres"))
    assert accepted == [1, 1, 1, 1]
    assert [before for before, _after in changes] == ["", *(after for _before, after in changes[:-1])]
    assert str(int(Valeur.objects.get().valeur)) == changes[-1][1]
    assert Source.objects.count() == 1


def test_one_list_of_contacts_imported_four_times_at_once_adds_each_person_once():
    create_municipalite(code="99801", nom="Rive-Essai")
    barrier = Barrier(4)

    def load(_rank):
        barrier.wait()
        try:
            fichier = csv_file("Ville;Nom;Courriel", "Rive-Essai;Ana;ana@exemple.org", "Rive-Essai;Bob;")
            rapport = import_file(
                fichier, type_importation=Importation.TypeImportation.CONTACTS, nom="c.csv", by=None
            )
            return rapport.acceptees
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        accepted = list(pool.map(load, range(4)))

    assert sorted(accepted) == [0, 0, 0, 2]
    assert Contact.objects.count() == 2
