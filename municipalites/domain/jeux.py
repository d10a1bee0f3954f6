"""Open data sets about municipalities: who they are, what is counted, who counted it, and how much."""

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from gediq.domain.ouverture import clean_text
from gediq.registre import JeuDonnees

from ..models import Entente, Indicateur, Municipalite, Source, Valeur
from . import jeux_colonnes as colonnes
from .ouverture import number

CHUNK = 2000
# Of the list itself: names, codes, coordinates.
SOURCES_MUNICIPALITES = ("mamh-repertoire", "geonames")
TEXTS = ("producteur", "titre", "licence", "attribution", "note")


def real_municipalites():
    return Municipalite.objects.real()


def real_sources():
    return Source.objects.filter(est_fictive=False)


def real_valeurs():
    return Valeur.objects.real().filter(source__est_fictive=False)


def public_signatures():
    """One row per agreement and signatory."""
    rows = Entente.objects.published().with_signatories()
    return rows.annotate(signataire_est_fictif=F("signataires__est_fictif")).filter(
        signataire_est_fictif=False
    )


def municipalite_rows():
    rows = real_municipalites().select_related("parent__parent", "successeur").order_by("code", "pk")
    for row in rows.iterator(CHUNK):
        yield (
            *(row.code, row.nom, row.nature, *_place(row.mrc), *_place(row.region)),
            *(number(row.latitude), number(row.longitude), row.site_web),
            *(_day(row.date_fin), row.successeur and row.successeur.code),
        )


def indicateur_rows():
    for row in Indicateur.objects.select_related("base").order_by("position", "pk").iterator(CHUNK):
        yield (
            *(row.code, *_both(row, "libelle"), *_both(row, "libelle_part"), row.famille, row.unite),
            *(row.decimales, row.base and row.base.code, *_both(row, "definition")),
        )


def source_rows():
    for row in real_sources().order_by("pk").iterator(CHUNK):
        texts = (text for name in TEXTS for text in _both(row, name))
        yield row.code, *texts, row.url, _day(row.date_consultation)


def valeur_rows():
    """Plain tuples: twenty thousand of them are read at each request."""
    rows = real_valeurs().order_by(
        *("territoire__niveau", "territoire__code"),
        *("indicateur__position", "indicateur_id", "annee", "source_id"),
    )
    names = (
        *("territoire__niveau", "territoire__code", "territoire__nom", "indicateur__code", "annee"),
        *("valeur", "motif", "base", "qualite", "source__code", "note_fr", "note_en"),
    )
    for row in rows.values_list(*names).iterator(CHUNK):
        niveau, code, nom, indicateur, annee, valeur, motif, base, qualite, source, *notes = row
        yield (
            *(niveau, code, nom, indicateur, annee, number(valeur), motif, number(base)),
            *(qualite.partition("_")[2], source, *map(clean_text, notes)),
        )


def entente_rows():
    rows = public_signatures().annotate(
        signataire_niveau=F("signataires__niveau"), signataire_code=F("signataires__code")
    )
    for row in rows.order_by("pk", "signataire_niveau", "signataire_code").iterator(CHUNK):
        programme = row.programme_aide
        yield (
            *(
                row.pk,
                programme and programme.code,
                *(_both(programme, "nom") if programme else (None, None)),
            ),
            *(row.ministere_fr, row.ministere_en, row.ministere_sigle, row.mandataire),
            *(_day(row.date_debut), _day(row.date_fin)),
            *(number(row.montant_ministere), number(row.montant_local)),
            *(row.signataire_niveau, row.signataire_code, row.signataire_nom, row.url, *_both(row, "note")),
        )


def municipalite_sources():
    return real_sources().filter(code__in=SOURCES_MUNICIPALITES)


def valeur_sources():
    """Those that give at least one figure of a real territory."""
    return real_sources().filter(Exists(real_valeurs().filter(source=OuterRef("pk")).order_by()))


def _both(row, name):
    return [clean_text(getattr(row, f"{name}_{langue}")) for langue in ("fr", "en")]


def _place(territoire):
    return (territoire.code, territoire.nom) if territoire else (None, None)


def _day(day):
    return day and day.isoformat()


JEUX = [
    JeuDonnees(
        10,
        "municipalites",
        _("Municipalités"),
        _(
            "Les municipalités locales du Québec, leur MRC, leur région et leurs coordonnées; celles qui "
            "n’existent plus y restent, avec celle qui les remplace."
        ),
        colonnes.MUNICIPALITES,
        real_municipalites,
        municipalite_rows,
        cle=("code",),
        sources=municipalite_sources,
    ),
    JeuDonnees(
        20,
        "indicateurs",
        _("Indicateurs"),
        _("Ce que comptent les chiffres du jeu «\xa0valeurs\xa0»\xa0: libellé, unité, base et définition."),
        colonnes.INDICATEURS,
        Indicateur.objects.all,
        indicateur_rows,
        cle=("code",),
    ),
    JeuDonnees(
        30,
        "valeurs",
        _("Valeurs"),
        _(
            "Tous les chiffres, du Québec à chaque municipalité\xa0: une ligne par territoire, indicateur, "
            "année et source. Un chiffre absent a un motif; il ne vaut jamais zéro."
        ),
        colonnes.VALEURS,
        real_valeurs,
        valeur_rows,
        cle=("niveau", "code", "indicateur", "annee", "source"),
        sources=valeur_sources,
    ),
    JeuDonnees(
        40,
        "sources",
        _("Sources"),
        _("Qui publie ces chiffres, où les lire, à quelles conditions et avec quelle mention les reprendre."),
        colonnes.SOURCES,
        real_sources,
        source_rows,
        cle=("code",),
    ),
    JeuDonnees(
        50,
        "ententes",
        _("Ententes"),
        _(
            "Les ententes publiées, avec le ministère sous le nom qu’il portait à leur début\xa0: une ligne "
            "par entente et par signataire. Une MRC qui a signé couvre ses municipalités."
        ),
        colonnes.ENTENTES,
        public_signatures,
        entente_rows,
        cle=("id", "signataire_niveau", "signataire_code"),
    ),
]
