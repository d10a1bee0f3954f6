"""A dozen invented municipalities, their MRC and region, complete figures, one agreement, a few people.

Their codes begin by 00, their names and their source say that they are invented; none has coordinates,
so that none lands on a map of Quebec.
"""

from pathlib import Path

from gediq.domain.chargement import called, write_counts
from gediq.domain.chargement_groupe import ChargeurGroupe
from gediq.domain.demonstration import erase
from gediq.models import NomOrganisme, Organisme
from gediq.typographie import NBSP

from ..models import Entente, Indicateur, ProgrammeAide, Source, Territoire
from .demonstration_contacts import load_contacts, remove_contacts
from .reference import draw_uid, load_folder, load_indicateurs

FOLDER = Path(__file__).resolve().parent.parent / "demonstration"
CODE = "demonstration"
SIGNATAIRES = ("00015", "00020", "00030")
MINISTERE = {"nom_fr": "Ministère fictif (démonstration)", "nom_en": "Fictitious ministry (demonstration)"}
PROGRAMME = {
    "nom_fr": "Programme d’aide fictif (démonstration)",
    "nom_en": "Fictitious aid program (demonstration)",
}
ENTENTE = {
    "date_debut": "2019-04-01",
    "date_fin": "2022-03-31",
    "montant_ministere": "75000",
    "montant_local": "75000",
    "note_fr": "Donnée fictive (démonstration).",
    "note_en": "Fictitious data (demonstration).",
}


def load_demo():
    """Bring what is missing; return the lines of the report, in French."""
    chargeur = ChargeurGroupe()
    known = {row.code: row for row in Indicateur.objects.all()}
    load_folder(chargeur, FOLDER, known or load_indicateurs(chargeur))
    _load_entente(chargeur)
    load_contacts(chargeur)
    chargeur.finish()
    return chargeur.report()


def remove_demo():
    """The indicators are real: they stay."""
    erased = remove_contacts()
    for rows in (
        Entente.objects.filter(signataires__est_fictif=True).exclude(signataires__est_fictif=False),
        ProgrammeAide.objects.filter(code=CODE),
        Organisme.objects.filter(code=CODE),
        Territoire.objects.filter(est_fictif=True),
        Source.objects.filter(est_fictive=True),
    ):
        erased += erase(rows)
    return [f"Retiré{NBSP}: {write_counts(erased)}." if erased else "Rien à retirer."]


def _load_entente(chargeur):
    """Between invented municipalities and an invented ministry: no real one gets an invented agreement."""
    organisme = _load(chargeur, Organisme, {"code": CODE}, key=("code",))
    programme = _load(chargeur, ProgrammeAide, {"code": CODE, **PROGRAMME}, key=("code",))
    if organisme:
        _load(chargeur, NomOrganisme, {"organisme": organisme, **MINISTERE})
        signataires = Territoire.objects.filter(code__in=SIGNATAIRES)
        record = {"organisme": organisme, "programme_aide": programme, **ENTENTE}
        _load(chargeur, Entente, record, links={"signataires": signataires})


def _load(chargeur, model, record, **options):
    uid = draw_uid(CODE, model._meta.model_name)
    repere = called(model._meta.verbose_name.capitalize(), CODE)
    return chargeur.load(model, repere, {"uid": uid, **record}, **options)
