"""What every page of the back office shares."""

import uuid
from copy import copy
from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connections, transaction
from django.db.models import DateTimeField, ProtectedError
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media
from modeltranslation.admin import TranslationAdmin

from ..domain.edition import recording
from ..models import Publiable
from . import apercu_fiche, indices_fiche, retour
from .champs import ChampsMixin
from .completude import completeness
from .contraintes import sentence_for
from .erreurs import error_summary
from .formulaire import EditableForm, parse_uid
from .historique import lock_row, read_values
from .liste import ListeAdmin
from .recherche import search
from .verifications import EditableChecks
from .verrou import DejaCreeError, PerimeError, merge, new_rows_state


def without_links(nested, opts):
    """The tree of what would be deleted, without the rows that only tie two records together."""
    relations = (
        *opts.many_to_many,
        *(relation.field for relation in opts.related_objects if relation.many_to_many),
    )
    ties = tuple(capfirst(field.remote_field.through._meta.verbose_name) for field in relations)
    kept = [without_links(item, opts) if isinstance(item, list) else item for item in nested]
    return [item for item in kept if item and not (ties and str(item).startswith(ties))]


class EditableAdmin(ListeAdmin, ChampsMixin, TranslationAdmin):
    """Admin of an `Editable` and of the rows edited with it.

    Subclasses give `fieldsets` in the order of the client's paper, languages in pairs:
    `("titre_fr", "titre_en")`. Forms of their own derive from `EditableForm`, inlines from
    `EditableStackedInline`. `list_editable` is refused: a stale list would overwrite.
    """

    checks_class = EditableChecks
    form = EditableForm
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    delete_confirmation_template = "admin/suppression.html"
    object_history_template = "admin/historique.html"

    @admin.display(description=gettext_lazy("anglais"))
    def anglais(self, obj):
        """For `list_display`: « 1 sur 2 » texts translated."""
        return completeness(obj)

    # --- Lists ---

    def get_search_results(self, request, queryset, search_term):
        return search(queryset, self.get_search_fields(request), search_term), False

    def changelist_view(self, request, extra_context=None):
        context = {
            "title": capfirst(str(self.opts.verbose_name_plural)),
            "supprimees_url": self.url("supprimees") if self.has_add_permission(request) else "",
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def get_actions(self, request):
        """Without « delete the selection »: it would not see what others have just changed."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # --- Addresses ---

    def get_urls(self):
        info = self.opts.app_label, self.opts.model_name

        def page(suffix, view, name):
            wrapped = self.admin_site.admin_view(partial(view, self))
            return path(f"<path:object_id>/{suffix}/", wrapped, name="{}_{}_{}".format(*info, name))

        return [
            path(
                "supprimees/",
                self.admin_site.admin_view(partial(retour.deleted_view, self)),
                name="{}_{}_supprimees".format(*info),
            ),
            page("apercu", apercu_fiche.preview_view, "apercu"),
            page("typographie", indices_fiche.hints_view, "typographie"),
            *super().get_urls(),
        ]

    def get_view_on_site_url(self, obj=None):
        """The public address, once there is something to read there."""
        if obj is None or not self.view_on_site or not hasattr(obj, "get_absolute_url"):
            return None
        if isinstance(obj, Publiable) and not obj.is_published():
            return None
        return obj.get_absolute_url()

    def history_view(self, request, object_id, extra_context=None):
        return retour.history_view(self, request, object_id)

    # --- The form ---

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        # A form that creates a row names it, so that two POSTs of it make one row.
        new = {} if obj else {"uid": str(uuid.uuid4())}
        form.etat = new | (request.etat.valeurs if hasattr(request, "etat") else {})
        form.refus = getattr(request, "refus", "")
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if hasattr(request, "etat"):
            kwargs["etat"] = request.etat.lignes.get(prefix)
        return kwargs

    def get_changeform_initial_data(self, request):
        """What the address fills in, without what is no field and what no list can hold."""
        initial = super().get_changeform_initial_data(request)
        return {name: value for name, value in initial.items() if self._may_be_filled(name, value)}

    def _may_be_filled(self, name, value):
        if name not in {field.name for field in self.opts.get_fields()}:
            return False
        field, keys = self.opts.get_field(name), value if isinstance(value, list) else [value]
        if isinstance(field, DateTimeField):
            return False
        return not field.is_relation or all(key.isdecimal() for key in keys)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["media"] = Media.from_media(context["media"]).with_nonce(str(request.csp_nonce))
        context["resume_erreurs"] = error_summary(context["adminform"].form, context["inline_admin_formsets"])
        context["etat"] = getattr(request, "contexte_etat", None)
        context["apercu_url"] = self.url("apercu", obj.pk) if apercu_fiche.has_preview(obj) else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- Saving ---

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            retour.show_old_state(self, request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)
        pk = unquote(object_id) if object_id else None
        try:
            with transaction.atomic():
                lock_row(self.model, pk)
                with recording(by=request.user, comment=retour.comment_for(request, self.model, pk)):
                    response = super().changeform_view(request, object_id, form_url, extra_context)
        except PerimeError as stale:
            return self._show_conflict(request, object_id, form_url, stale.fusion)
        except DejaCreeError as double:
            return self._answer_double_add(request, double.obj, form_url)
        except IntegrityError as error:
            return self._show_refusal(request, object_id, form_url, error)
        if pk is None and not 300 <= response.status_code < 400 and (twin := self._created_twin(request)):
            return self._answer_double_add(request, twin, form_url)
        if hasattr(request, "enregistres"):
            indices_fiche.tell_hints(self, request, *request.enregistres)
        return response

    def _create_formsets(self, request, obj, change):
        """Stock's own step between reading the POST and validating it: the place to refuse a stale one."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        if request.method == "POST":
            request.formsets_lus = formsets
            if not change and (twin := self._created_twin(request)):
                raise DejaCreeError(twin)
            edited = [
                formset
                for formset, inline in zip(formsets, inlines, strict=True)
                if inline.has_change_permission(request, obj if change else None)
            ]
            if change and self._is_stale(request, obj, edited):
                form = self._bound_form(request, obj)
                raise PerimeError(merge(form, edited, read_values))
        return formsets, inlines

    def _is_stale(self, request, obj, formsets):
        return request.POST.get("verrou") != str(obj.verrou) or any(rows.is_stale() for rows in formsets)

    def _bound_form(self, request, obj):
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form_class = self.get_form(request, obj, change=obj is not None, fields=fields)
        return form_class(request.POST, request.FILES, instance=obj)

    def _created_twin(self, request):
        """The row that a first POST of the same « add » form created, or None."""
        uid = parse_uid(request.POST.get("uid"))
        return uid and self.model._base_manager.filter(uid=uid).first()

    def save_model(self, request, obj, form, change):
        if change and not form.has_changed() and not any(rows.has_changed() for rows in request.formsets_lus):
            return
        obj.verrou += 1
        obj.updated_by = request.user
        if not change:
            obj.created_by = request.user
            retour.give_back_key(self, request, obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        formset.by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # Now rather than at the end of the transaction: what is refused can still be said in the form.
        tables = {form.instance._meta.db_table, *(rows.model._meta.db_table for rows in formsets)}
        connections[form.instance._state.db].check_constraints(table_names=sorted(tables))
        request.enregistres = form, formsets

    # --- What was not saved ---

    def _show(self, request, object_id, form_url, etat, status, **contexte):
        """Show `etat` as an unsaved form: the page of a GET, on top of a refused POST."""
        page = copy(request)
        page.method = "GET"
        page.etat = etat
        page.contexte_etat = contexte
        response = super().changeform_view(page, object_id, form_url)
        response.status_code = status
        return response

    def _show_conflict(self, request, object_id, form_url, fusion):
        obj = super().get_object(request, unquote(object_id))
        if fusion.changes_nothing:
            return self._answer_done(request, obj)
        return self._show(
            request, object_id, form_url, fusion.etat, 409, genre="conflit", fusion=fusion, obj=obj
        )

    def _answer_double_add(self, request, twin, form_url):
        """Say « Déjà enregistré », unless the form came back with something else in it."""
        form = self._bound_form(request, twin)
        formsets, _inlines = super()._create_formsets(request, twin, True)
        if merge(form, formsets, lambda row, verrou: None).changes_nothing:
            return self._answer_done(request, twin)
        return self._show(
            request, None, form_url, new_rows_state(form, formsets), 409, genre="doublon", obj=twin
        )

    def _answer_done(self, request, obj):
        self.message_user(request, _("Déjà enregistré."), messages.SUCCESS)
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        if "_continue" in request.POST:
            return HttpResponseRedirect(self.url("change", obj.pk))
        if "_addanother" in request.POST:
            return HttpResponseRedirect(self.url("add"))
        return self.response_post_save_change(request, obj)

    def _show_refusal(self, request, object_id, form_url, error):
        """A rule only the database could see broken: its sentence, and all that was typed."""
        if object_id is None and (twin := self._created_twin(request)):
            return self._answer_double_add(request, twin, form_url)
        request.refus = sentence_for(error)
        return super().changeform_view(request, object_id, form_url)

    # --- Deleting ---

    def get_deleted_objects(self, objs, request):
        """What would go, told in the editor's words; what is in use is named rather than a missing right."""
        to_delete, counts, rights, protected = super().get_deleted_objects(objs, request)
        return without_links(to_delete, self.opts), counts, set() if protected else rights, protected

    def delete_view(self, request, object_id, extra_context=None):
        pk = unquote(object_id)
        try:
            with transaction.atomic():
                if request.method == "POST":
                    lock_row(self.model, pk)
                return self._delete_if_unchanged(request, object_id, extra_context)
        except ProtectedError:
            self.message_user(
                request,
                _("Une autre fiche dépend de celle-ci depuis peu : rien n’a été supprimé."),
                messages.ERROR,
            )
            return HttpResponseRedirect(self.url("delete", object_id))

    def _delete_if_unchanged(self, request, object_id, extra_context):
        obj = self.get_object(request, unquote(object_id)) if request.method == "POST" else None
        if obj is None or request.POST.get("verrou") == str(obj.verrou):
            return super().delete_view(request, object_id, extra_context)
        if not self.has_delete_permission(request, obj):
            raise PermissionDenied
        page = copy(request)
        page.method, page.POST = "GET", {}
        passages = retour.passages_since(obj, request.POST.get("verrou"))
        response = super().delete_view(page, object_id, {"perimee": True, "passages": passages})
        response.status_code = 409
        return response
