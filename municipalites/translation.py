"""Which fields about municipalities have one column per language; official names are never translated."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    Consentement,
    Contact,
    Entente,
    Indicateur,
    Municipalite,
    NoteAppel,
    ProgrammeAide,
    Source,
    Territoire,
    Valeur,
)


@register([Territoire, Municipalite])
class TerritoireTranslation(TranslationOptions):
    fields = ()


@register(Indicateur)
class IndicateurTranslation(TranslationOptions):
    fields = ("libelle", "libelle_part", "definition")
    required_languages = {"fr": ("libelle",)}


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("producteur", "titre", "licence", "attribution", "note")
    required_languages = {"fr": ("producteur", "titre")}


@register(Valeur)
class ValeurTranslation(TranslationOptions):
    fields = ("note",)


@register(ProgrammeAide)
class ProgrammeAideTranslation(TranslationOptions):
    fields = ("nom",)
    required_languages = {"fr": ("nom",)}


@register(Entente)
class EntenteTranslation(TranslationOptions):
    fields = ("note", "motif_retrait")


@register([Contact, Consentement, NoteAppel])
class PersonnesTranslation(TranslationOptions):
    fields = ()
