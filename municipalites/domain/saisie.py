"""Figures typed in the screen of a territory: each against what its cell held when it was read.

Nothing is written when one of them cannot be read, or when somebody wrote another meanwhile.
"""

from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited
from gediq.typographie import format_decimal

from ..models import ChangementValeur, Indicateur, Motif, Qualite, Source, Territoire, Unite, Valeur
from .importation.application import Etat, format_exact
from .importation.nombres import read_nombre

DROITS = tuple(f"municipalites.{action}_valeur" for action in ("add", "change", "delete"))
ABREGES = {Motif.CONFIDENTIEL: "x", Motif.NON_DISPONIBLE: "n.\xa0d.", Motif.SANS_OBJET: "s.\xa0o."}


class Cle(NamedTuple):
    """The codes that name a cell of a territory."""

    indicateur: str
    annee: int
    source: str


class Saisie(NamedTuple):
    """`texte` is what the cell says now, `lu` the exact state it was shown with."""

    cle: Cle
    lu: str
    texte: str


class Desaccord(NamedTuple):
    """A cell that somebody else wrote meanwhile; the three states are exact ones."""

    cle: Cle
    mien: str
    enregistre: str
    lu: str


class SaisiesIllisiblesError(Exception):
    """`erreurs` gives, by cell, the sentence that says why it cannot be read."""

    def __init__(self, erreurs):
        super().__init__()
        self.erreurs = erreurs


class SaisiesPerimeesError(Exception):
    def __init__(self, desaccords):
        super().__init__()
        self.desaccords = desaccords


# --- One cell -----------------------------------------------------------------------------------


def exact_state(valeur):
    """« 7590 », « 12.5 », the code of a reason, or nothing: what is compared."""
    if valeur is None:
        return ""
    return valeur.motif or format_exact(valeur.valeur)


def say_state(state):
    """As the cell shows it, in the writing of Quebec whatever the page: « 1,234 » would be ambiguous."""
    if state == "" or state in ABREGES:
        return ABREGES.get(state, "")
    whole, _point, rest = state.partition(".")
    return format_decimal(Decimal(state), len(rest), langue="fr") if whole.isdecimal() else state


def say_trace(trace):
    """What the history keeps of a figure, its base after it, as people read it."""
    return " / ".join(
        Motif(state).label if state in Motif else say_state(state) for state in trace.split(" / ")
    )


def is_touched(saisie):
    return saisie.texte.split() != say_state(saisie.lu).split()


def read_state(texte, indicateur):
    """The exact state a cell asks for; ValidationError in words when it cannot be told."""
    is_share = indicateur.unite == Unite.POURCENTAGE
    nombre = read_nombre(texte, decimales=indicateur.decimales, pourcentage=is_share)
    if nombre.valeur is None:
        return "" if nombre.est_vide else str(nombre.motif)
    if is_share and nombre.valeur > 100:
        raise ValidationError(_("Une part ne dépasse pas cent pour cent."))
    Valeur._meta.get_field("valeur").run_validators(nombre.valeur)
    return format_exact(nombre.valeur)


def read_saisies(saisies):
    """{key: exact state asked for} of the cells that were touched."""
    touched = [saisie for saisie in saisies if is_touched(saisie)]
    codes = {saisie.cle.indicateur for saisie in touched}
    indicateurs = {row.code: row for row in Indicateur.objects.filter(code__in=codes)}
    states, errors = {}, {}
    for saisie in touched:
        try:
            states[saisie.cle] = read_state(saisie.texte, indicateurs[saisie.cle.indicateur])
        except ValidationError as error:
            errors[saisie.cle] = " ".join(error.messages)
    if errors:
        raise SaisiesIllisiblesError(errors)
    return states


# --- Writing ------------------------------------------------------------------------------------


def city_source_code(territoire):
    return f"statistiques-{territoire.niveau}-{territoire.code}"


def city_source(territoire):
    """The statistics of the place itself, not stored yet."""
    return Source(
        code=city_source_code(territoire),
        producteur_fr=territoire.nom,
        producteur_en=territoire.nom,
        titre_fr="Statistiques locales",
        titre_en="Local statistics",
        est_fictive=territoire.est_fictif,
    )


def write_figures(territoire, saisies, *, by, qualite=Qualite.OFFICIELLE):
    """Write the cells that were touched, all or none; return how many changed.

    The territory is locked, then the sources as an import does: of two writers at once the second
    sees what the first wrote. The lock leaves the keys free, which an import reads.
    """
    if not by.has_perms(DROITS):
        raise PermissionDenied
    saisies = list(saisies)
    wanted = read_saisies(saisies)
    with transaction.atomic():
        Territoire.objects.select_for_update(of=("self",), no_key=True).get(pk=territoire.pk)
        sources = _lock_sources({cle.source for cle in wanted})
        stored = _stored(territoire, wanted)
        changed = _refuse_stale(saisies, wanted, stored)
        if city_source_code(territoire) in {cle.source for cle in changed} - sources.keys():
            sources |= _create_city_source(territoire, by)
        _write(territoire, changed, stored, sources, qualite=qualite, by=by)
    return len(changed)


def _lock_sources(codes):
    rows = Source.objects.select_for_update(of=("self",)).filter(code__in=codes).order_by("pk")
    return {row.code: row for row in rows}


def _stored(territoire, keys):
    names = ("indicateur", "annee", "source")
    within = {
        "indicateur__code__in": {cle.indicateur for cle in keys},
        "annee__in": {cle.annee for cle in keys},
        "source__code__in": {cle.source for cle in keys},
    }
    rows = Valeur.objects.filter(territoire=territoire.pk, **within).select_related(names[0], names[2])
    return {Cle(row.indicateur.code, row.annee, row.source.code): row for row in rows}


def _refuse_stale(saisies, wanted, stored):
    """The cells still to write: what is stored already asks for nothing."""
    changed, stale = {}, []
    for saisie in saisies:
        asked, now = wanted.get(saisie.cle), exact_state(stored.get(saisie.cle))
        if asked is None or asked == now:
            continue
        if now != saisie.lu:
            stale.append(Desaccord(saisie.cle, asked, now, saisie.lu))
        changed[saisie.cle] = asked
    if stale:
        raise SaisiesPerimeesError(stale)
    return changed


def _create_city_source(territoire, by):
    if not by.has_perm("municipalites.add_source"):
        raise PermissionDenied
    with recording(by=by, comment=_("Création")):
        source = save_edited(city_source(territoire), by=by)
    return {source.code: source}


def _write(territoire, changed, stored, sources, *, qualite, by):
    indicateurs = {row.code: row for row in Indicateur.objects.all()}
    traces = []
    for cle, state in changed.items():
        row = stored.get(cle) or Valeur(
            territoire_id=territoire.pk,
            indicateur=indicateurs[cle.indicateur],
            annee=cle.annee,
            source=sources[cle.source],
            qualite=qualite,
        )
        before = _trace(row) if cle in stored else ""
        _save_state(row, state)
        traces.append(_changement(row, before, _trace(row) if state else "", by))
    ChangementValeur.objects.bulk_create(traces)


def _save_state(row, state):
    if not state:
        Valeur.objects.filter(pk=row.pk).delete()
        return
    row.motif = state if state in Motif else ""
    row.valeur = None if row.motif else Decimal(state)
    row.save()


def _trace(row):
    return str(Etat(row.valeur, row.motif, row.base, row.qualite, row.note_fr))


def _changement(row, before, after, by):
    return ChangementValeur(
        territoire_id=row.territoire_id,
        indicateur_id=row.indicateur_id,
        source_id=row.source_id,
        annee=row.annee,
        avant=before,
        apres=after,
        created_by=by,
    )
