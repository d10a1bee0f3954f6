"""The demonstration says that it is one everywhere, and leaves no trace once removed."""

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from reversion.models import Version

from gediq.domain.demonstration import COMMENT, load_demonstration, remove_demonstration
from gediq.domain.edition import recording, save_edited
from gediq.models import Courriel, EntreeRecherche, LienApercu
from municipalites.models import (
    ChangementValeur,
    Contact,
    Entente,
    Indicateur,
    Municipalite,
    NoteAppel,
    Territoire,
    Valeur,
)
from programmation.models import Participation
from tests.factories.comptes import create_superuser
from tests.factories.gediq import create_organisme
from tests.factories.municipalites import create_entente
from tests.factories.personnes import (
    create_acces,
    create_consentement,
    create_contact,
    create_invitation,
    create_note_appel,
)
from tests.factories.programmation import create_document, create_lieu, create_programme, create_seance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
YEARS = {2006, 2011, 2016, 2021}
# Classes of one census only.
OF_2016 = {"per_avant_1981", "per_1981_1990"}
OF_2021 = {"per_avant_1980", "per_1980_1990", "per_2011_2021"}


def state():
    """Every row of every table."""
    models = sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label)
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def use_as_staff_would(municipalite):
    """Leave traces everywhere: history, journal, preview, figures, agreement, programme, session."""
    person = create_superuser()
    with recording(by=person):
        save_edited(municipalite, by=person)
    content_type = ContentType.objects.get_for_model(municipalite, for_concrete_model=False)
    LogEntry.objects.create(
        user=person, content_type=content_type, object_id=municipalite.pk, action_flag=CHANGE
    )
    LienApercu.objects.create(objet=municipalite._meta.label_lower, objet_id=municipalite.pk)
    valeur = municipalite.valeurs.first()
    ChangementValeur.objects.create(
        territoire=municipalite,
        indicateur=valeur.indicateur,
        source=valeur.source,
        annee=valeur.annee,
        avant="1",
    )
    return person


def test_first_loading_says_what_it_added():
    assert load_demonstration()[:2] == [
        "Municipalités inventées\xa0:",
        "  Ajouté\xa0: 3\xa0territoires, 12\xa0municipalités, 1\xa0source, 2\xa0355\xa0valeurs, "
        "1\xa0organisme, 1\xa0programme d’aide, 1\xa0nom de l’organisme, 1\xa0entente, 5\xa0contacts, "
        "3\xa0notes d’appel.",
    ]


def test_loading_again_changes_nothing():
    load_demonstration()
    before = state()

    assert load_demonstration() == ["Municipalités inventées\xa0:", "  Rien à ajouter."]
    assert state() == before


def test_every_invented_row_says_that_it_is_invented():
    load_demonstration()

    for row in Territoire.objects.filter(code__startswith="00"):
        assert row.est_fictif, row.code
        assert row.nom.endswith(" (démonstration)")
        assert row.latitude is None
        row.full_clean()
    assert Territoire.objects.filter(est_fictif=True).count() == 15
    assert set(Valeur.objects.filter(territoire__est_fictif=True).values_list("source__est_fictive")) == {
        (True,)
    }
    entente = Entente.objects.get()
    assert all(row.est_fictif for row in entente.signataires.all())
    assert "(démonstration)" in entente.note_fr
    assert "(démonstration)" in str(entente.organisme)


def test_no_real_territory_gets_an_invented_figure_or_agreement():
    load_demonstration()

    assert not Valeur.objects.filter(territoire__est_fictif=False, source__est_fictive=True).exists()
    assert not Territoire.objects.filter(est_fictif=False, ententes__isnull=False).exists()
    assert not Territoire.objects.filter(est_fictif=False, parent__est_fictif=True).exists()


def test_figures_are_complete_and_no_part_is_more_than_its_base():
    load_demonstration()
    figures = Valeur.objects.filter(source__code="demonstration")

    for code in Indicateur.objects.values_list("code", flat=True):
        years = {2016} if code in OF_2016 else {2021} if code in OF_2021 else YEARS
        if code in {"per_1991_2000", "per_2001_2010"}:
            years = {2016, 2021}
        rows = figures.filter(indicateur__code=code, territoire__niveau="municipalite")
        assert set(rows.values_list("annee", flat=True)) == years, code
        assert rows.count() == 12 * len(years), code
    known = {(row.territoire_id, row.indicateur_id, row.annee): row.valeur for row in figures}
    for row in figures.filter(indicateur__base__isnull=False).select_related("indicateur"):
        assert row.valeur <= known[row.territoire_id, row.indicateur.base_id, row.annee]


def test_removal_leaves_no_trace_of_what_was_loaded_nor_of_what_staff_did_with_it():
    programme, seance = create_programme(), create_seance()
    before = state()
    load_demonstration()
    municipalite = Municipalite.objects.get(code="00010")
    person = use_as_staff_would(municipalite)
    Participation.objects.create(programme=programme, territoire=municipalite)
    seance.municipalites_presentes.add(municipalite)
    create_lieu(seance, municipalite=municipalite)
    create_entente(municipalite, organisme=Entente.objects.get().organisme)
    contact = create_contact(territoire_id=municipalite.pk, remplace_par=Contact.objects.first())
    create_consentement(contact)
    create_note_appel(contact, territoire_id=municipalite.pk)
    create_note_appel(territoire_id=municipalite.pk)
    invited = create_acces(person, municipalite)
    create_invitation(municipalite, acces=invited)

    remove_demonstration()

    person.delete()
    assert state() == before


def test_removal_takes_the_history_and_the_search_entries():
    load_demonstration()
    entries = EntreeRecherche.objects.filter(titre__endswith="(démonstration)")
    assert entries.count() == 24
    assert Version.objects.filter(revision__comment=COMMENT).exists()

    remove_demonstration()

    assert not entries.exists()
    assert not Version.objects.filter(revision__comment=COMMENT).exists()


def test_removal_keeps_a_real_row_that_can_stand_alone():
    load_demonstration()
    fictive = Municipalite.objects.get(code="00010")
    document = create_document()
    shared = create_entente(fictive, Municipalite.objects.get(code="93042"))
    laval = Municipalite.objects.get(code="65005")
    Territoire.objects.filter(pk=laval.pk).update(parent=fictive.pk)

    remove_demonstration()

    laval.refresh_from_db()
    assert laval.parent is None
    assert [row.code for row in shared.signataires.all()] == ["93042"]
    document.refresh_from_db()


def test_removal_keeps_a_real_person_and_what_was_said_of_real_places():
    load_demonstration()
    fictive = Municipalite.objects.get(code="00010")
    person = create_contact(territoire_id=fictive.pk, organisme=create_organisme())
    note = create_note_appel(create_contact(), territoire_id=fictive.pk)

    remove_demonstration()

    person.refresh_from_db()
    note.refresh_from_db()
    assert (person.territoire, note.territoire) == (None, None)


def test_invented_people_say_so_and_nobody_is_written_to():
    load_demonstration()

    assert not Courriel.objects.exists()
    for contact in Contact.objects.all():
        assert contact.territoire.est_fictif
        assert contact.courriel.endswith(".invalid")
        assert "(démonstration)" in contact.fonction
        contact.full_clean()
    assert all("(démonstration)" in note.texte for note in NoteAppel.objects.all())
    assert NoteAppel.objects.due().count() == 1


def test_removal_is_said_and_can_be_done_twice():
    load_demonstration()

    assert remove_demonstration() == [
        "Municipalités inventées\xa0:",
        "  Retiré\xa0: 3\xa0notes d’appel, 5\xa0contacts, 1\xa0entente, 1\xa0programme d’aide, "
        "1\xa0nom de l’organisme, 1\xa0organisme, 2\xa0355\xa0valeurs, 15\xa0territoires, 1\xa0source.",
    ]
    assert remove_demonstration() == ["Municipalités inventées\xa0:", "  Rien à retirer."]


def test_demonstration_is_loaded_anew_after_its_removal():
    first = load_demonstration()
    remove_demonstration()

    assert load_demonstration() == first


def test_production_refuses_the_demonstration_in_one_sentence(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match=r"^charger_demo est refusé en production \(GEDIQ_PRODUCTION=1\)"):
        call_command("charger_demo")

    assert not Territoire.objects.filter(est_fictif=True).exists()


def test_commands_say_what_they_did(capsys):
    call_command("charger_demo")
    call_command("retirer_demo")

    said = capsys.readouterr().out
    assert "Ajouté\xa0: 3\xa0territoires" in said
    assert "Retiré\xa0: 3\xa0notes d’appel" in said
