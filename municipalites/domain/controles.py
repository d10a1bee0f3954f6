"""Data checks of municipalities, their agreements and their figures: what readers would stumble on."""

from datetime import date

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext_lazy as _

from gediq import registre
from gediq.controles import drafts, empty, without_english
from gediq.models import Publication
from gediq.registre import Controle

from ..models import (
    Entente,
    Indicateur,
    Municipalite,
    ProgrammeAide,
    Qualite,
    Source,
    Territoire,
    Unite,
    Valeur,
)


def municipalities():
    """Those that exist: a merged or an invented one wants no work."""
    return Municipalite.objects.current().real()


def agreements():
    """What was withdrawn wants no more work."""
    return Entente.objects.exclude(publication=Publication.RETIREE)


def presented():
    """Municipalities whose page has something to show visitors, by themselves or through their MRC."""
    shown = Q()
    for contenu in registre.contenus:
        keys = {pk for _code, pk in contenu.rows()}
        shown |= Q(pk__in=keys)
        if contenu.est_couvrant:
            shown |= Q(parent__in=keys) | Q(parent__parent__in=keys)
    return municipalities().filter(shown)


# --- Agreements ---------------------------------------------------------------------------------


def signatures():
    return Entente.signataires.through.objects.exclude(entente__publication=Publication.RETIREE)


def signed_twice():
    """Municipalities that signed while their MRC had: added up, they would count twice.

    A day that is not known may be any day.
    """
    last = Coalesce(OuterRef("entente__date_fin"), Value(date.max))
    first = Coalesce(OuterRef("entente__date_debut"), Value(date.min))
    begun = Q(entente__date_debut__isnull=True) | Q(entente__date_debut__lte=last)
    going_on = Q(entente__date_fin__isnull=True) | Q(entente__date_fin__gte=first)
    of_the_mrc = signatures().filter(begun, going_on, territoire=OuterRef("territoire__parent"))
    return municipalities().filter(pk__in=signatures().filter(Exists(of_the_mrc)).values("territoire"))


# --- Codes --------------------------------------------------------------------------------------


def closed_in_use():
    """Ended territories that still hold others, or an agreement or a figure of later."""
    end = OuterRef("date_fin")
    later = Q(entente__date_fin__isnull=True) | Q(entente__date_fin__gt=end)
    held = Territoire.objects.current().filter(parent=OuterRef("pk"))
    signed = signatures().filter(later, territoire=OuterRef("pk"))
    counted = Valeur.objects.filter(territoire=OuterRef("pk"), annee__gt=ExtractYear(end))
    in_use = Exists(held) | Exists(signed) | Exists(counted)
    return Territoire.objects.filter(in_use, date_fin__isnull=False)


def invented_in_production():
    invented = Territoire.objects.filter(est_fictif=True)
    return invented if settings.PRODUCTION else invented.none()


# --- Figures ------------------------------------------------------------------------------------


def above_their_base():
    """Territories with a figure larger than what it is a part of, or a percentage above a hundred."""
    part = Q(indicateur__base__isnull=False, valeur__gt=F("base_lue"))
    percentage = Q(indicateur__unite=Unite.POURCENTAGE, valeur__gt=100)
    return territories_of(Valeur.objects.with_base().filter(part | percentage))


def contradicted():
    """Territories with two official figures of one indicator and year that differ."""
    same = {name: OuterRef(name) for name in ("territoire", "indicateur", "annee")}
    official = Valeur.objects.filter(qualite=Qualite.OFFICIELLE, valeur__isnull=False)
    other = official.filter(**same).exclude(valeur=OuterRef("valeur"))
    return territories_of(official.filter(Exists(other)))


def territories_of(valeurs):
    return Territoire.objects.filter(pk__in=valeurs.order_by().values("territoire"))


def cited():
    """Sources that some figure gives."""
    return Source.objects.filter(Exists(Valeur.objects.filter(source=OuterRef("pk"))))


CONTROLES = [
    Controle(
        "municipalite-sans-coordonnees",
        _("Municipalités déjà présentées aux lecteurs et sans coordonnées\xa0: absentes de la carte"),
        Municipalite,
        lambda: presented().filter(latitude__isnull=True),
    ),
    Controle(
        "municipalite-sans-site",
        _("Municipalités déjà présentées aux lecteurs et sans site web"),
        Municipalite,
        lambda: presented().filter(site_web=""),
    ),
    Controle(
        "municipalite-comptee-deux-fois",
        _("Municipalités signataires en même temps que leur MRC"),
        Municipalite,
        signed_twice,
    ),
    Controle(
        "territoire-ferme-employe",
        _("Territoires disparus et encore employés"),
        Territoire,
        closed_in_use,
    ),
    Controle(
        "territoire-fictif-en-production",
        _("Territoires inventés sur le site en production"),
        Territoire,
        invented_in_production,
    ),
    Controle(
        "chiffre-au-dela-de-sa-base",
        _("Territoires dont une part dépasse cent pour cent"),
        Territoire,
        above_their_base,
    ),
    Controle(
        "chiffre-contredit",
        _("Territoires dont deux chiffres officiels se contredisent"),
        Territoire,
        contradicted,
    ),
    Controle(
        "source-sans-adresse",
        _("Sources de chiffres sans adresse"),
        Source,
        lambda: cited().filter(url=""),
    ),
    Controle(
        "source-sans-licence",
        _("Sources de chiffres sans licence"),
        Source,
        lambda: cited().filter(empty("licence_fr")),
    ),
    Controle(
        "source-sans-anglais",
        _("Sources dont un texte n’est pas en anglais"),
        Source,
        lambda: without_english(Source, "producteur", "titre", "licence", "attribution", "note"),
    ),
    Controle(
        "indicateur-sans-anglais",
        _("Indicateurs dont un texte n’est pas en anglais"),
        Indicateur,
        lambda: without_english(Indicateur, "libelle", "libelle_part", "definition"),
    ),
    Controle(
        "programme-aide-sans-anglais",
        _("Programmes d’aide sans nom anglais"),
        ProgrammeAide,
        lambda: without_english(ProgrammeAide, "nom"),
    ),
    Controle("entente-brouillon", _("Ententes en brouillon"), Entente, lambda: drafts(Entente)),
    Controle(
        "entente-sans-date",
        _("Ententes sans date de début"),
        Entente,
        lambda: agreements().filter(date_debut__isnull=True),
    ),
    Controle(
        "entente-sans-signataire",
        _("Ententes sans signataire"),
        Entente,
        lambda: agreements().filter(signataires__isnull=True),
    ),
    Controle(
        "entente-sans-anglais",
        _("Ententes dont la note n’est pas en anglais"),
        Entente,
        lambda: without_english(Entente, "note"),
    ),
]
