"""The words of a notice: what a session's dates, places, mode and statut were, in one line each."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from gediq.typographie import format_moment, join_words, label_value

from ..enums import Mode, Statut
from .instantane import exceptions

A_DISTANCE = (Mode.VISIOCONFERENCE, Mode.MIXTE)


def dates_text(instantane, langue):
    """« 5 et 12 juin 2020; septembre 2020 »: the days that share their hours together."""
    return _told(instantane.dates, langue)


def moved_dates_texts(before, after, langue):
    """The dates left and those that replace them: what did not move is not said again."""
    gone, new = _without(before.dates, after.dates), _without(after.dates, before.dates)
    with override(langue):
        if before.dates and not gone:
            label = ngettext("Date ajoutée", "Dates ajoutées", len(new))
            return "", label_value([_told(new, langue)], label, label, langue=langue)
        if after.dates and not new:
            return _told(gone, langue), ngettext("Date retirée", "Dates retirées", len(gone))
    return _told(gone, langue), _told(new, langue)


def _without(dates, others):
    """Two dates may be both to be confirmed: each of the others takes away one."""
    left = Counter(fact.when for fact in others)
    kept = []
    for fact in dates:
        if left[fact.when]:
            left[fact.when] -= 1
        else:
            kept.append(fact)
    return kept


def _told(dates, langue):
    days, rest = {}, []
    for fact in dates:
        if fact.jour:
            days.setdefault((fact.debut, fact.fin, fact.mode in A_DISTANCE), []).append(fact.jour)
        else:
            rest.append(fact.label(langue))
    told = [
        format_moment(group, debut, fin, langue=langue, videoconference=remote)
        for (debut, fin, remote), group in days.items()
    ]
    with override(langue):
        return "; ".join(told + rest) or _("À confirmer")


def places_text(instantane, langue):
    labels = []
    for lieu in instantane.lieux:
        details = [lieu.salle, lieu.adresse, lieu.date.label(langue) if lieu.date else ""]
        inside = ", ".join(filter(None, details))
        labels.append(f"{lieu.label(langue)} ({inside})" if inside else lieu.label(langue))
    with override(langue):
        return join_words(labels, langue=langue) or _("Aucun lieu")


def statut_text(instantane, langue):
    return _general_text(instantane, "statut", Statut, langue)


def mode_text(instantane, langue):
    return _general_text(instantane, "mode", Mode, langue)


def _general_text(instantane, field, choices, langue):
    """« En personne; Québec : visioconférence »: the session's own, then the rows that differ."""
    _common, own = exceptions(instantane, field)
    rows = {row.uid: row for row in (*instantane.dates, *instantane.lieux)}
    with override(langue):
        labels = {"": _("Non précisé"), **{value: str(label) for value, label in choices.choices}}
        general = labels[getattr(instantane, field)]
        own_lines = [
            label_value([labels[value].lower()], rows[uid].label(langue), "", langue=langue)
            for uid, value in own.items()
        ]
    return "; ".join([general, *own_lines])
