"""Two people on one page: what each wrote, merged field by field, and shown before anything is saved.

Every row carries a lock number, raised by each accepted save. A form that comes back with an older
one is « mine »; the database holds « theirs »; the history holds what I had read. A field I did not
touch takes their value; a field I touched keeps mine, beside theirs, and waits for a second save.
"""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .formulaire import JetonField
from .libelles import display_input, row_label


@dataclass
class Ligne:
    """A row of an inline to show: stored (`pk`) or to create; `valeurs` replaces what is stored."""

    pk: object = None
    valeurs: dict = field(default_factory=dict)
    supprimee: bool = False


@dataclass
class Etat:
    """A state of a whole form, shown instead of the stored one and saved only if the editor saves."""

    valeurs: dict = field(default_factory=dict)
    lignes: dict[str, list[Ligne]] = field(default_factory=dict)


@dataclass
class Ecart:
    """A field (or a row) on which my text and the stored one differ."""

    libelle: str
    mien: str
    enregistre: str
    avant: str = ""
    langue: str = ""

    @property
    def textes(self):
        """In the order of the columns of the comparison."""
        return self.mien, self.enregistre, self.avant


@dataclass
class Fusion:
    etat: Etat = field(default_factory=Etat)
    ecarts: list[Ecart] = field(default_factory=list)
    repris: list[str] = field(default_factory=list)

    @property
    def changes_nothing(self):
        """All I wrote is stored already: the same save came twice."""
        return not self.ecarts


class PerimeError(Exception):
    """The posted form was read before somebody else's save."""

    def __init__(self, fusion):
        super().__init__()
        self.fusion = fusion


class DejaCreeError(Exception):
    """The row this form creates exists: the same « add » came twice."""

    def __init__(self, obj):
        super().__init__()
        self.obj = obj


def merge(form, formsets, read):
    """Merge the posted `form` and `formsets`, bound to what is stored now.

    `read(row, verrou)` gives the values the editor had read, or None when the history lost them.
    """
    fusion = Fusion()
    verrou = form["verrou"].data
    form_base = read(form.instance, verrou) if verrou else None
    fusion.etat.valeurs = {
        "verrou": str(form.instance.verrou),
        **merge_fields(form, form_base, fusion),
    }
    for formset in formsets:
        fusion.etat.lignes[formset.prefix] = list(merge_rows(formset, read, fusion))
    return fusion


def merge_fields(form, base, fusion, prefix=""):
    """Return the values of `form` to keep, and note in `fusion` what differs or was taken over."""
    kept = {}
    stored_names = {stored_field.name for stored_field in form._meta.model._meta.get_fields()}
    for name in edited_names(form):
        field_, posted = form.fields[name], form[name].data
        if name not in stored_names:
            # Typed for this save only, such as its reason: nothing to compare it with.
            kept[name] = posted
            continue
        stored = form.get_initial_for_field(field_, name)
        if not differs(field_, stored, posted):
            continue
        label = f"{prefix}{field_.label}"
        before = stored if base is None else base.get(name, stored)
        if base is not None and not differs(field_, before, posted):
            fusion.repris.append(label)
            continue
        if not isinstance(field_, forms.FileField):
            kept[name] = as_initial(field_, posted)
        fusion.ecarts.append(
            Ecart(
                label,
                display_input(field_, posted),
                display_input(field_, stored),
                display_input(field_, before) if base is not None else "",
                field_.widget.attrs.get("lang", ""),
            )
        )
    return kept


def merge_rows(formset, read, fusion):
    posted_keys = set()
    for form in formset.initial_forms:
        if form.instance._state.adding:
            yield from revive_row(formset, form, read, fusion)
        else:
            posted_keys.add(form.instance.pk)
            yield merge_row(formset, form, read, fusion)
    added = [row for row in formset.get_queryset() if row.pk not in posted_keys]
    for form in formset.extra_forms:
        if not form.has_changed() or is_deletion_asked(form):
            continue
        same = next((row for row in added if is_same_row(formset, form, row)), None)
        if same:
            added.remove(same)
            continue
        fusion.ecarts.append(Ecart(row_label(formset, form), _("nouvelle ligne"), _("absente")))
        yield Ligne(valeurs=posted_values(form))


def merge_row(formset, form, read, fusion):
    """A row that both of us may have changed."""
    row, label = form.instance, row_label(formset, form)
    verrou = {"verrou": str(row.verrou)}
    if is_deletion_asked(form):
        changed = form["verrou"].data != verrou["verrou"]
        fusion.ecarts.append(
            Ecart(label, _("à supprimer"), _("modifiée entre-temps") if changed else _("inchangée"))
        )
        return Ligne(row.pk, verrou, supprimee=True)
    base = read(row, form["verrou"].data)
    return Ligne(
        row.pk, verrou | merge_fields(form, base, fusion, prefix=_("%(ligne)s, ") % {"ligne": label})
    )


def revive_row(formset, form, read, fusion):
    """A row the other person deleted: back as a new one if I had changed it."""
    if is_deletion_asked(form):
        return
    pk = form[formset._pk_field.name].data
    base = read(formset.model(pk=pk), form["verrou"].data)
    label = row_label(formset, form)
    touched = base is None or any(
        differs(form.fields[name], base.get(name), form[name].data) for name in edited_names(form)
    )
    if touched:
        fusion.ecarts.append(Ecart(label, _("modifiée, revient comme nouvelle ligne"), _("supprimée")))
        yield Ligne(valeurs=posted_values(form))
    else:
        fusion.repris.append(_("%(ligne)s : ligne supprimée") % {"ligne": label})


def new_rows_state(form, formsets):
    """All that was typed in an « add » form, to show it again."""
    return Etat(
        posted_values(form),
        {
            formset.prefix: [
                Ligne(valeurs=posted_values(row))
                for row in formset.forms
                if row.has_changed() and not is_deletion_asked(row)
            ]
            for formset in formsets
        },
    )


def edited_names(form):
    """Names of the fields people fill, keys and tokens left out."""
    return [
        name
        for name, field_ in form.fields.items()
        if name != "DELETE"
        and not isinstance(field_, JetonField)
        and not (isinstance(field_, forms.ModelChoiceField) and isinstance(field_.widget, forms.HiddenInput))
        and not isinstance(field_, forms.models.InlineForeignKeyField)
    ]


def posted_values(form):
    return {
        name: as_initial(form.fields[name], form[name].data)
        for name in edited_names(form)
        if not isinstance(form.fields[name], forms.FileField)
    }


def is_deletion_asked(form):
    return "DELETE" in form.fields and bool(form["DELETE"].data)


def is_same_row(formset, form, row):
    """Tell whether the new row typed in `form` is `row`, which a first save has just created."""
    stored = formset.form(instance=row)
    return not any(
        differs(form.fields[name], stored.get_initial_for_field(stored.fields[name], name), form[name].data)
        for name in edited_names(form)
    )


def differs(field_, initial, posted):
    if isinstance(field_, forms.FileField) and posted and initial:
        return not is_same_file(initial, posted)
    return field_.has_changed(initial, posted)


def is_same_file(stored, uploaded):
    if stored.size != uploaded.size:
        return False
    with stored.open("rb") as content:
        same = content.read() == uploaded.read()
    uploaded.seek(0)
    return same


def as_initial(field_, posted):
    """What was typed, in a form the widget can show again; a choice that is none is dropped."""
    if not isinstance(field_, forms.ModelChoiceField):
        return posted
    try:
        chosen = field_.to_python(posted)
    except ValidationError:
        return None
    if isinstance(field_, forms.ModelMultipleChoiceField):
        return [item.pk for item in chosen]
    return field_.prepare_value(chosen)
