"""Rows of every kind at once, linked as on the real site: for the tests that visit every page."""

from municipalites.models import Municipalite
from tests.factories.fichiers import create_edition
from tests.factories.gediq import (
    create_chiffre,
    create_identite,
    create_page,
    create_parution,
    create_theme,
)
from tests.factories.municipalites import (
    create_entente,
    create_importation,
    create_indicateur,
    create_municipalite,
    create_programme_aide,
    create_valeur,
)
from tests.factories.personnes import (
    create_consentement,
    create_contact,
    create_courriel,
    create_envoi,
    create_note_appel,
)
from tests.factories.programmation import (
    create_avis,
    create_cycle,
    create_date,
    create_document,
    create_financement,
    create_lieu,
    create_programme,
    create_referentiel,
    create_seance,
    create_serie,
    create_type_document,
)

RICHE_FR = "<h2>Un</h2><p>Texte</p><h2>Deux</h2><h3>Trois</h3>"
RICHE_EN = "<h2>One</h2><p>Text</p><h2>Two</h2><h3>Three</h3>"
RESUME = {"resume_fr": "Résumé d’essai", "resume_en": "Test summary"}
UNTITLED = {"titre_fr": "", "titre_en": ""}


def in_both(name):
    """A long text with headings."""
    return {f"{name}_fr": RICHE_FR, f"{name}_en": RICHE_EN}


def create_everything(count=1, **texts):
    """`count` rows of each kind, and as many under the first row of each kind.

    Every other session borrows the title of its référentiels. `texts` goes to each row with a title:
    `titre_en=""` leaves them in French. Return the first programme, session, référentiel and document.
    """
    ranks = range(count)
    create_identite()
    themes = [create_theme(position=rank) for rank in ranks]
    for rank in ranks:
        create_page(position=rank, **in_both("texte"), **texts)
        create_chiffre(position=rank)
        create_importation()
        create_courriel(envoi=create_envoi(*(f"{letter}@ville.example" for letter in "abc"[:count])))
        create_parution(jour=f"2020-06-{5 + rank:02}")
    referentiels = [create_referentiel(**RESUME, **in_both("texte"), **texts) for _rank in ranks]
    programme = create_programme(**in_both("presentation"), **texts)
    serie = create_serie(**texts)
    for rank in ranks:
        create_financement(programme)
        cycle = create_cycle(programme=programme, position=rank + 1, **texts)
        series = {"serie": serie, "rang_serie": 1}
        titled = create_seance(cycle=cycle, **series, **in_both("compte_rendu"), **texts)
        borrowing = create_seance(cycle=cycle, referentiels=referentiels, **UNTITLED)
        villes = [create_municipalite() for _rank in ranks]
        titled.municipalites_presentes.set(ville.pk for ville in villes)
        programme.participations.create(territoire_id=villes[0].pk)
        create_entente(*villes, programme_aide=create_programme_aide())
        _fill(titled, themes)
        _fill(borrowing, themes, dated_places=True)
        _fill_contact(themes, villes)
    for referentiel in referentiels:
        referentiel.themes.set(themes)
    seance = programme.cycles.earliest("position").seances.earliest("position")
    parents = {"seance": seance, "referentiel": referentiels[0]}
    documents = [create_full_document(count, **parents, **texts) for _rank in ranks]
    _measure(Municipalite.objects.in_french_order())
    return programme, seance, referentiels[0], documents[0]


def _measure(villes):
    """A place, a population and immigrants to each city."""
    population, base = create_indicateur("pop"), create_indicateur("pop_mp")
    immigrants = create_indicateur("imm", base=base)
    for rank, ville in enumerate(villes):
        ville.latitude, ville.longitude = 46 + rank / 100, -72
        ville.save()
        create_valeur(ville, population, 2021, 1000 + rank)
        create_valeur(ville, immigrants, 2021, 100, base=900)


def _fill(seance, themes, *, dated_places=False):
    seance.themes.set(themes)
    for rank, _theme in enumerate(themes):
        date = create_date(seance, f"2020-06-{5 + rank:02}")
        create_lieu(seance, position=rank, date=date if dated_places else None)
        create_avis(seance)


def _fill_contact(themes, villes):
    """Somebody replaced, with as many themes, consents and notes as there are cities."""
    contact = create_contact(territoire_id=villes[0].pk, remplace_par=create_contact())
    contact.themes.set(themes)
    for _ville in villes:
        create_consentement(contact)
        create_note_appel(contact, rappeler_le="2020-06-05")


def create_full_document(editions=1, **fields):
    """A document with its type, its city and its files."""
    document = create_document(
        **{"numero": "1.2", "type": create_type_document(), "municipalite": create_municipalite(), **fields}
    )
    for numero in range(1, editions + 1):
        create_edition(document, numero=numero)
    return document
