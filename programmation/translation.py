"""Which fields of the programme have one column per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    AvisSeance,
    Cycle,
    DateSeance,
    Document,
    Edition,
    Financement,
    LieuSeance,
    Participation,
    Programme,
    Referentiel,
    Seance,
    Serie,
    TypeDocument,
)


@register(Programme)
class ProgrammeTranslation(TranslationOptions):
    fields = (
        "titre",
        "surtitre",
        "presentation_titre",
        "presentation",
        "note",
        "remerciements",
        "motif_retrait",
    )
    required_languages = {"fr": ("titre",)}


@register(Financement)
class FinancementTranslation(TranslationOptions):
    fields = ("mention",)


@register([Cycle, Serie])
class TitreTranslation(TranslationOptions):
    fields = ("titre",)
    required_languages = {"fr": ("titre",)}


@register(Seance)
class SeanceTranslation(TranslationOptions):
    fields = ("titre", "motif", "personnes_ressources", "acces", "compte_rendu", "motif_retrait")


@register(DateSeance)
class DateSeanceTranslation(TranslationOptions):
    fields = ("motif",)


@register(LieuSeance)
class LieuSeanceTranslation(TranslationOptions):
    fields = ("motif", "acces")


@register(AvisSeance)
class AvisSeanceTranslation(TranslationOptions):
    fields = ("avant", "apres", "motif")


@register(Referentiel)
class ReferentielTranslation(TranslationOptions):
    fields = ("titre", "resume", "texte", "motif_retrait")
    required_languages = {"fr": ("titre",)}


@register(TypeDocument)
class TypeDocumentTranslation(TranslationOptions):
    fields = ("nom",)
    required_languages = {"fr": ("nom",)}


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("titre", "resume", "motif_retrait")
    required_languages = {"fr": ("titre",)}


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = ("note",)


@register(Participation)
class ParticipationTranslation(TranslationOptions):
    fields = ("note",)
