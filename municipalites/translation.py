"""Official names are never translated; the models are declared so that the back office treats all alike."""

from modeltranslation.translator import TranslationOptions, register

from .models import Municipalite, Territoire


@register([Territoire, Municipalite])
class TerritoireTranslation(TranslationOptions):
    fields = ()
