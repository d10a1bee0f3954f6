"""The page of a municipality: its figures by theme beside its region and Quebec, its agreements."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import IntegerField

from gediq.requetes import Blanc, RequeteFixe
from gediq.typographie import format_years

from ..models import Entente, Famille, Indicateur, Niveau, ProgrammeAide, Source, Territoire
from .chiffres import Chiffre, Tableau

POPULATION, IMMIGRANTS = "pop", "imm"


@dataclass(frozen=True)
class Repere:
    """The same figure for a larger territory, to compare with; None when no source speaks of it."""

    territoire: Territoire
    chiffre: Chiffre | None


@dataclass(frozen=True)
class Ligne:
    indicateur: Indicateur
    chiffre: Chiffre | None
    reperes: tuple[Repere, ...] = ()

    @property
    def is_known(self):
        return self.chiffre is not None and self.chiffre.valeur is not None

    @property
    def autres(self):
        """What other sources say of the same year: (row, its source)."""
        return list(zip(self.chiffre.releves[1:], self.chiffre.sources[1:], strict=True))


@dataclass
class Theme:
    """The figures of one family that are not already at the head of the page; `absentes` have none."""

    famille: Famille
    connues: list[Ligne] = field(default_factory=list)
    absentes: list[Ligne] = field(default_factory=list)

    @property
    def lignes(self):
        return [*self.connues, *self.absentes]


@dataclass(frozen=True)
class Portrait:
    tableau: Tableau
    reperes: tuple[Territoire, ...]
    population: Chiffre | None
    immigrants: Chiffre | None
    cles: list[Ligne]
    themes: list[Theme]
    absentes: list[Ligne]
    vides: list[Famille]
    sources: list[Source]

    def is_translated(self, langue):
        """True when no label, note or name of a source had to fall back to French."""
        lines = [*self.cles, *self.absentes, *(line for theme in self.themes for line in theme.lignes)]
        named = [*(line.indicateur for line in lines), *self.sources]
        notes = [line.chiffre.note_in(langue) for line in lines if line.chiffre]
        return all(row.is_translated(langue) for row in named) and all(
            real == langue for text, real in notes if text
        )


def portray(municipalite):
    """All the figures, in two queries; `municipalite` comes with its parents (`for_page`)."""
    reperes = tuple(larger_territories(municipalite))
    tableau = Tableau([municipalite, *reperes])
    lines = [_line(tableau, row, municipalite, reperes) for row in tableau.indicateurs.values()]
    cles = [line for line in lines if line.indicateur.est_cle]
    themes = _themes(line for line in lines if not line.indicateur.est_cle)
    shown = {line.indicateur.famille for line in lines if line.is_known}
    return Portrait(
        tableau=tableau,
        reperes=reperes,
        population=tableau.latest(municipalite, POPULATION),
        immigrants=tableau.latest(municipalite, IMMIGRANTS),
        cles=[line for line in cles if line.is_known],
        themes=[theme for theme in themes if theme.connues],
        absentes=[line for line in cles if not line.is_known],
        vides=[famille for famille in Famille if famille not in shown],
        sources=_sources(line.chiffre for line in lines if line.chiffre),
    )


def larger_territories(municipalite):
    """Its region, then Quebec."""
    ancestor = municipalite.parent
    while ancestor:
        if ancestor.niveau in (Niveau.REGION, Niveau.PROVINCE):
            yield ancestor
        ancestor = ancestor.parent


def covering_ententes(municipalite):
    """Public agreements that the municipality signed, or its MRC: each with its signatories, one query."""
    signed, ententes, mrc = defaultdict(list), {}, municipalite.mrc
    for row in ENTENTES.instances(Entente, ville=municipalite.pk, mrc=mrc and mrc.pk):
        ententes.setdefault(row.pk, row)
        signed[row.pk].append((row.signataire_id, row.signataire_nom))
    for pk, entente in ententes.items():
        entente.noms_signataires = [nom for _pk, nom in signed[pk]]
        entente.programme_aide = _programme(entente)
        entente.par_la_mrc = municipalite.pk not in [signer for signer, _nom in signed[pk]]
    return list(ententes.values())


def _programme(entente):
    names = {"nom_fr": entente.programme_fr, "nom_en": entente.programme_en, "sigle": entente.programme_sigle}
    return ProgrammeAide(pk=entente.programme_aide_id, **names) if entente.programme_aide_id else None


def _signed_ententes():
    signers = (Blanc(name, IntegerField()) for name in ("ville", "mrc"))
    return Entente.objects.published().signed_by(*signers).with_signatories()


ENTENTES = RequeteFixe(_signed_ententes)


def name_entente(entente, langue):
    """« Entente, Programme d’appui aux collectivités, 2018-2021 », to name its file."""
    programme = entente.programme_aide
    years = [day.year for day in (entente.date_debut, entente.date_fin) if day]
    known = [
        {"fr": "Entente", "en": "Agreement"}[langue],
        programme and programme.text_in("nom", langue)[0],
        years and format_years(*years, langue=langue),
    ]
    return ", ".join(filter(None, known))


def _line(tableau, indicateur, municipalite, reperes):
    chiffre = tableau.latest(municipalite, indicateur.code)
    if chiffre is None:
        return Ligne(indicateur, None)
    others = (Repere(row, tableau.get(row, indicateur.code, chiffre.annee)) for row in reperes)
    return Ligne(indicateur, chiffre, tuple(others))


def _themes(lines):
    themes = {famille: Theme(famille) for famille in Famille}
    for line in lines:
        theme = themes[Famille(line.indicateur.famille)]
        (theme.connues if line.is_known else theme.absentes).append(line)
    return themes.values()


def _sources(chiffres):
    """Each source once, in the order in which the page names them."""
    return list({source.pk: source for chiffre in chiffres for source in chiffre.sources}.values())
