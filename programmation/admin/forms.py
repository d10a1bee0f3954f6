"""The forms of the programme: what a session's screen checks before the database does."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gediq.admin.formulaire import EditableForm, EditableRowForm
from gediq.admin.widgets import is_key
from gediq.traduction import is_filled

from ..domain.duplication import next_code, next_position
from ..enums import ModeConnu
from ..models import DateSeance, Seance

AIDE_RANG = gettext_lazy("1 s’affiche avant 2. À rang égal, l’ordre de création.")
MOTIFS = ("motif_changement_fr", "motif_changement_en")


class JourInput(forms.DateInput):
    """The browser's own calendar; Django's needs a script and writes other formats."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class HeureInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class JourField(forms.DateField):
    """A day of the calendar; the sentence quotes what was typed, which a date input cannot show again."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            sentence = _("« %(texte)s » n’est pas un jour du calendrier : écrivez par exemple 2020-06-05.")
            raise ValidationError(sentence, code="invalid", params={"texte": str(value)[:40]}) from error


class MotifField(forms.CharField):
    """Why a published session changes. Not a text of the session: it never makes the form look changed."""

    def __init__(self, langue, **kwargs):
        super().__init__(required=False, max_length=300, **kwargs)
        self.widget.attrs.update({"lang": langue, "class": "vTextField"})

    def has_changed(self, initial, data):
        return False


class SeanceForm(EditableForm):
    """`motif_refuse` is what refused a first save: its sentence, then each change it names."""

    motif_changement_fr = MotifField(
        "fr",
        label=gettext_lazy("Motif du changement (français)"),
        help_text=gettext_lazy(
            "Exigé si une date, un lieu, le mode ou le statut change. Les lecteurs verront cette phrase."
        ),
    )
    motif_changement_en = MotifField(
        "en", label=gettext_lazy("Motif du changement (anglais)"), help_text=gettext_lazy("Facultatif.")
    )
    motif_refuse = ()

    class Meta:
        help_texts = {"position": gettext_lazy("Ordre dans le cycle; vide à la création : à la fin.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
        if self.is_bound:
            # In what was posted, so that the same POST sent twice is seen as the same.
            self.data = self.data.copy()
            self.data["mode_connu"] = self._mode_known()
            self.data["position"] = self.data.get("position") or self._default_position()

    def _mode_known(self):
        """Who types a mode confirms it; how the former one was known no longer counts."""
        mode, known = self.data.get("mode"), self.data.get("mode_connu")
        if not mode:
            return ""
        if not known or (mode != self.instance.mode and known == self.instance.mode_connu):
            return ModeConnu.CONFIRME.value
        return known

    def _default_position(self):
        if self.instance.pk:
            return str(self.instance.position)
        cycle = self.data.get("cycle", "")
        return str(next_position(cycle)) if is_key(cycle) else "0"

    def clean_code(self):
        code = self.cleaned_data["code"]
        if Seance.objects.filter(code=code).exclude(pk=self.instance.pk).exists():
            sentence = _("Ce code est déjà celui d’une autre séance; le prochain code libre est %(code)s.")
            raise ValidationError(sentence, code="unique", params={"code": next_code()})
        return code

    def clean(self):
        super().clean()
        data = self.cleaned_data
        is_named = is_filled(data.get("titre_fr")) or data.get("referentiels")
        if not is_named and "titre_fr" not in self.errors:
            self.add_error(
                "titre_fr", _("Donnez un titre, ou choisissez un référentiel : la séance prend le sien.")
            )
        if data.get("rang_serie") is not None and not data.get("serie"):
            self.add_error("serie", _("Un rang dans la série demande une série."))
        if self.motif_refuse:
            self.add_error("motif_changement_fr", list(self.motif_refuse))


class DateSeanceForm(EditableRowForm):
    """One date: each rule of the database, beside the field to mend."""

    def clean(self):
        super().clean()
        jour, mois, debut, fin = (self.cleaned_data.get(name) for name in ("jour", "mois", "debut", "fin"))
        if jour and mois:
            self.add_error("mois", _("Donnez un jour ou un mois, pas les deux."))
        if debut and not jour and "jour" not in self.errors:
            self.add_error("debut", _("Une heure demande un jour."))
        if fin and not debut and "debut" not in self.errors:
            self.add_error("fin", _("Une fin demande un début."))
        if fin and debut and fin <= debut:
            self.add_error("fin", _("La fin doit suivre le début."))


class FinancementForm(EditableRowForm):
    class Meta:
        help_texts = {
            "organisme": gettext_lazy("L’organisme ou le ministère remercié."),
            "position": AIDE_RANG,
        }


class CycleForm(EditableForm):
    class Meta:
        help_texts = {"programme": gettext_lazy("Celui dont le cycle fait partie.")}


class LieuSeanceForm(EditableRowForm):
    """One place; `dates` are the session's, the only ones it may be limited to."""

    class Meta:
        help_texts = {
            "municipalite": gettext_lazy("Tapez les premières lettres de son nom."),
            "position": AIDE_RANG,
        }

    def __init__(self, *args, dates=(), **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get("date")
        if field:
            field.queryset = DateSeance.objects.filter(pk__in=[date.pk for date in dates])
            # Given rather than asked to the queryset: one query for all the places.
            field.choices = [("", _("Toutes les dates")), *((date.pk, str(date)) for date in dates)]
        known = self.fields.get("municipalite")
        if known and self.instance.municipalite_id:
            known.widget.widget.connue = self.instance.municipalite
