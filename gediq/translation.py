"""Which fields of the shared models have one column per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import ChiffreAnnonce, Envoi, Identite, NomOrganisme, Organisme, Page, Theme


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("nom", "description")
    required_languages = {"fr": ("nom",)}


@register(Organisme)
class OrganismeTranslation(TranslationOptions):
    fields = ("logo_texte",)


@register(NomOrganisme)
class NomOrganismeTranslation(TranslationOptions):
    fields = ("nom",)
    required_languages = {"fr": ("nom",)}


@register(Identite)
class IdentiteTranslation(TranslationOptions):
    fields = ("accueil", "responsable_renseignements", "pied")


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("titre", "texte", "motif_retrait")
    required_languages = {"fr": ("titre",)}


@register(ChiffreAnnonce)
class ChiffreAnnonceTranslation(TranslationOptions):
    fields = ("libelle", "base", "note")
    required_languages = {"fr": ("libelle",)}


@register(Envoi)
class EnvoiTranslation(TranslationOptions):
    fields = ("objet", "texte")
    required_languages = {"fr": ("objet", "texte")}
