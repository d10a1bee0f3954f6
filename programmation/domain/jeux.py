"""Open data sets of the programme: sessions and documents, as they are public."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from gediq.domain.ouverture import SEPARATOR, clean_text
from gediq.registre import Colonne, JeuDonnees

from ..models import Document, Seance
from .intitule import session_title, title_lines
from .ouverture import places_on

CHUNK = 500

SEANCES = (
    Colonne("code", "string", _("Identifiant permanent de la séance; il fait l’adresse de sa page.")),
    Colonne("cycle", "string", _("Période du cycle, par exemple 2018-2019.")),
    Colonne("types", "string", _("Types de la séance, dans l’ordre, séparés par une barre verticale.")),
    Colonne("titre_fr", "string", _("Titre en français, ou celui des référentiels présentés.")),
    Colonne("titre_en", "string", _("Titre en anglais; vide s’il n’est pas traduit.")),
    Colonne("referentiels", "string", _("Numéros des référentiels, séparés par une barre verticale.")),
    Colonne("mode", "string", _("en_personne, visioconference ou mixte; vide s’il n’est pas connu.")),
    Colonne(
        "mode_connu",
        "string",
        _("Comment le mode est connu\xa0: mention (écrit dans la source), deduit ou confirme."),
    ),
    Colonne("statut", "string", _("prevue, tenue, reportee ou annulee.")),
    Colonne("jour", "string", _("Jour ou mois de la date de cette ligne\xa0: 2020-06-05 ou 2020-06.")),
    Colonne("debut", "string", _("Heure de début, de la forme 09:30, heure de l’Est.")),
    Colonne("fin", "string", _("Heure de fin, si elle est connue.")),
    Colonne("statut_date", "string", _("Statut de cette date, qui peut différer de celui de la séance.")),
    Colonne("codes_lieux", "string", _("Codes géographiques des lieux, séparés par une barre verticale.")),
    Colonne("lieux", "string", _("Noms officiels des mêmes lieux, dans le même ordre.")),
)
DOCUMENTS = (
    Colonne("id", "integer", _("Identifiant permanent du document; il fait l’adresse de sa page.")),
    Colonne("numero", "string", _("Numéro dans le référentiel, par exemple 1.2.")),
    Colonne("titre_fr", "string", _("Titre en français.")),
    Colonne("titre_en", "string", _("Titre en anglais; vide s’il n’est pas traduit.")),
    Colonne("type_fr", "string", _("Type de document, en français.")),
    Colonne("type_en", "string", _("Type de document, en anglais; vide s’il n’est pas traduit.")),
    Colonne("referentiel", "integer", _("Numéro du référentiel dont il fait partie.")),
    Colonne("seance", "string", _("Code de la séance où il a été présenté.")),
    Colonne("municipalite", "string", _("Code géographique de la municipalité à qui il appartient.")),
    Colonne("date", "string", _("Date du document\xa0: année, mois ou jour.")),
    Colonne("langue", "string", _("Langue du fichier\xa0: fr, en, bilingue ou autre.")),
    Colonne("audience", "string", _("public, ou participants si le fichier leur est réservé.")),
    Colonne("accessible", "boolean", _("Le fichier est accessible; vide si on ne le sait pas.")),
    Colonne("format", "string", _("Extension du fichier de la dernière édition, par exemple pdf.")),
    Colonne("octets", "integer", _("Taille de ce fichier.")),
    Colonne("pages", "integer", _("Nombre de pages de ce fichier.")),
)


def public_seances():
    """Without those of an invented city."""
    return Seance.objects.published().exclude(lieux__municipalite__est_fictif=True)


def public_documents():
    return Document.objects.published().exclude(municipalite__est_fictif=True)


def seance_rows():
    """One line per session and date; one for a session without date."""
    seances = public_seances().in_brochure_order().with_details()
    for seance in seances.iterator(chunk_size=CHUNK):
        for date in seance.dates.all() or [None]:
            yield *_seance(seance), *_date(date), *_lieux(seance, date)


def document_rows():
    documents = public_documents().in_natural_order().with_newest_file()
    for row in documents.select_related("type", "referentiel", "seance", "municipalite").iterator(CHUNK):
        yield (
            *(row.pk, row.numero, clean_text(row.titre_fr), clean_text(row.titre_en)),
            *((row.type.nom_fr, row.type.nom_en) if row.type else (None, None)),
            *(row.referentiel and row.referentiel.numero, row.seance and row.seance.code),
            *(row.municipalite and row.municipalite.code, row.date_document, row.langue, row.audience),
            *(row.est_accessible, row.extension, row.taille or None, row.pages),
        )


def _seance(seance):
    referentiels = SEPARATOR.join(str(referentiel.numero) for referentiel in seance.referentiels.all())
    is_translated = all(line.langue == "en" for line in title_lines(seance, "en"))
    english = session_title(seance, "en") if is_translated else ""
    return (
        *(seance.code, seance.cycle.code, SEPARATOR.join(seance.types)),
        *(clean_text(session_title(seance, "fr")), clean_text(english)),
        *(referentiels, seance.mode, seance.mode_connu, seance.statut),
    )


def _date(date):
    if date is None:
        return (None,) * 4
    hours = (hour and f"{hour:%H:%M}" for hour in (date.debut, date.fin))
    return date.precise_date, *hours, date.effective_statut


def _lieux(seance, date):
    municipalites = [lieu.municipalite for lieu in places_on(seance, date)]
    codes = SEPARATOR.join(municipalite.code for municipalite in municipalites)
    return codes, SEPARATOR.join(municipalite.nom for municipalite in municipalites)


JEUX = [
    JeuDonnees(
        60,
        "seances",
        _("Séances"),
        _(
            "Les séances publiées de tous les programmes, dans l’ordre de la brochure\xa0: "
            "une ligne par séance et par date, une pour une séance sans date."
        ),
        SEANCES,
        lambda: public_seances().annotate(ligne=F("dates__pk")),
        seance_rows,
    ),
    JeuDonnees(
        70,
        "documents",
        _("Documents"),
        _(
            "Les documents publiés, ceux des référentiels et ceux des séances, avec ce qu’on sait "
            "de leur dernière édition."
        ),
        DOCUMENTS,
        public_documents,
        document_rows,
        cle=("id",),
    ),
]
