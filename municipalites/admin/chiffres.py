"""The screen « Chiffres » of a territory: a family at a time, each cell compared with what was read."""

import re
from functools import partial
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ..domain.grille import Colonne, read_grid
from ..domain.saisie import (
    DROITS,
    Cle,
    Saisie,
    SaisiesIllisiblesError,
    SaisiesPerimeesError,
    city_source,
    city_source_code,
    is_touched,
    say_state,
    say_trace,
    write_figures,
)
from ..models import ChangementValeur, Famille, Indicateur, Motif, Qualite, Source, Territoire
from ..models.chiffres import DERNIERE_ANNEE, PREMIERE_ANNEE

NOM = re.compile(r"v\.([a-z0-9_-]{1,40})\.([0-9]{4})\.([a-z0-9_-]{1,60})", re.IGNORECASE)
PAR_PAGE = 20


class ColonneForm(forms.Form):
    """The year and the source of figures to add."""

    annee = forms.IntegerField(
        label=gettext_lazy("Année décrite"), min_value=PREMIERE_ANNEE, max_value=DERNIERE_ANNEE
    )
    source = forms.ChoiceField(label=gettext_lazy("Source"))

    def __init__(self, territoire, sources, data=None):
        super().__init__(data)
        own = city_source_code(territoire)
        # An invented source belongs to invented places, and goes away with them.
        fitting = (source for source in sources.values() if source.est_fictive == territoire.est_fictif)
        choices = [(source.code, str(source)) for source in fitting]
        if own not in sources:
            choices.append((own, _("Statistiques de la ville ou du territoire (nouvelle source)")))
        self.fields["source"].choices = choices


class Page(NamedTuple):
    """What the address asks for, and the sources there are by code."""

    territoire: Territoire
    famille: Famille
    sources: dict[str, Source]
    form: ColonneForm

    def column(self, annee, code):
        return Colonne(annee, self.sources.get(code) or city_source(self.territoire))

    def columns(self, saisies):
        """Those the form asks for, and those of what was typed: a column may have been emptied meanwhile."""
        asked = [(saisie.cle.annee, saisie.cle.source) for saisie in saisies]
        if self.form.is_bound and self.form.is_valid():
            asked.append((self.form.cleaned_data["annee"], self.form.cleaned_data["source"]))
        return [self.column(*key) for key in asked]


class ChiffresMixin:
    """For the admin of a territory: the screen, and the link that leads to it."""

    def get_urls(self):
        view = self.admin_site.admin_view(partial(figures_view, self))
        name = f"{self.opts.app_label}_{self.opts.model_name}_chiffres"
        return [path("<int:object_id>/chiffres/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and request.user.has_perm("municipalites.view_valeur"):
            context["chiffres_url"] = self.url("chiffres", obj.pk)
        return super().render_change_form(request, context, add, change, form_url, obj)


def figures_view(model_admin, request, object_id):
    if not request.user.has_perm("municipalites.view_valeur"):
        raise PermissionDenied
    territoire = get_object_or_404(model_admin.model, pk=object_id)
    sources = {source.code: source for source in Source.objects.all()}
    asked = "annee" in request.GET
    colonne = ColonneForm(territoire, sources, request.GET if asked else None)
    page = Page(territoire, family_of(request), sources, colonne)
    return (save if request.method == "POST" else show)(model_admin, request, page)


def family_of(request):
    asked = request.GET.get("famille", "")
    return Famille(asked) if asked in Famille else Famille.POPULATION


def save(model_admin, request, page):
    saisies = list(read_post(request.POST, page))
    qualite = request.POST.get("qualite")
    qualite = Qualite(qualite) if qualite in Qualite else Qualite.OFFICIELLE
    try:
        changed = write_figures(page.territoire, saisies, by=request.user, qualite=qualite)
    except SaisiesIllisiblesError as refusal:
        return show(model_admin, request, page, saisies=saisies, erreurs=refusal.erreurs)
    except SaisiesPerimeesError as stale:
        return show(model_admin, request, page, saisies=saisies, desaccords=stale.desaccords)
    sentence = ngettext("%(n)s chiffre enregistré.", "%(n)s chiffres enregistrés.", changed) % {"n": changed}
    model_admin.message_user(request, sentence if changed else _("Rien n’a changé."), messages.SUCCESS)
    return HttpResponseRedirect(f"{request.path}?famille={page.famille.value}")


def read_post(data, page):
    """The cells of the form that name an indicator of the family and a source there is."""
    codes = set(Indicateur.objects.filter(famille=page.famille).values_list("code", flat=True))
    is_invented = page.territoire.est_fictif
    known = {code for code, source in page.sources.items() if source.est_fictive == is_invented}
    known.add(city_source_code(page.territoire))
    for name, texte in data.items():
        found = NOM.fullmatch(name)
        if not found or found[1] not in codes or found[3] not in known:
            continue
        if PREMIERE_ANNEE <= int(found[2]) <= DERNIERE_ANNEE:
            lu = data.get(f"lu.{name[2:]}", "")
            yield Saisie(Cle(found[1], int(found[2]), found[3]), lu if is_state(lu) else "", texte)


def is_state(text):
    return text == "" or text in Motif or bool(re.fullmatch(r"[0-9]{1,14}(\.[0-9]{1,2})?", text))


def show(model_admin, request, page, *, saisies=(), erreurs=None, desaccords=()):
    """The grid as it is stored, what was typed laid over it when it was not saved."""
    territoire = page.territoire
    columns = page.columns(saisies)
    grille = read_grid(territoire, page.famille, ajouts=columns, langue=get_language()[:2])
    lay_over(grille, saisies, erreurs or {}, is_compared=bool(desaccords))
    history = Paginator(history_of(territoire), PAR_PAGE).get_page(request.GET.get("p"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Chiffres"),
        "subtitle": str(territoire),
        "opts": model_admin.opts,
        "objet": territoire,
        "grille": grille,
        "famille": page.famille,
        "form": page.form,
        "familles": Famille,
        "peut_ecrire": request.user.has_perms(DROITS),
        "qualites": Qualite,
        "nombre_erreurs": len(erreurs or {}),
        "desaccords": [say_conflict(grille, row) for row in desaccords],
        "page": history,
        "changements": [
            {"fait": row, "avant": say_trace(row.avant), "apres": say_trace(row.apres)} for row in history
        ],
    }
    status = 409 if desaccords else 200
    return TemplateResponse(request, "admin/municipalites/chiffres.html", context, status=status)


def lay_over(grille, saisies, erreurs, *, is_compared):
    """Once both values have been shown, the next save is compared with the one that is stored."""
    typed = {saisie.cle: saisie for saisie in saisies if is_touched(saisie)}
    for case in grille.cases():
        if saisie := typed.get(case.cle):
            case.texte, case.erreur = saisie.texte, erreurs.get(case.cle, "")
            case.lu = case.lu if is_compared else saisie.lu


def say_conflict(grille, desaccord):
    ligne = next(row for row in grille.lignes if row.indicateur.code == desaccord.cle.indicateur)
    return {
        "libelle": f"{ligne.indicateur}, {desaccord.cle.annee}",
        "textes": [say_state(state) for state in (desaccord.mien, desaccord.enregistre, desaccord.lu)],
    }


def history_of(territoire):
    rows = ChangementValeur.objects.filter(territoire=territoire.pk)
    return rows.select_related("indicateur", "source", "importation", "created_by")
