"""The address and the ticked rows of a list: people mend them by hand, robots make them up."""

import re

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

LONGEST = 1000
# No key is that large, and SQLite cannot even compare it.
TOO_LARGE = re.compile(r"[0-9]{19}")
KEY = re.compile(r"[0-9]{1,18}")


def is_readable(name, value):
    if len(value) > LONGEST or "\x00" in value:
        return False
    return name == SEARCH_VAR or not TOO_LARGE.search(value)


class ListeAdmin(admin.ModelAdmin):
    """What cannot be read is said, and the whole list is shown."""

    def url(self, name, *args):
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{name}"
        return reverse(name, args=args)

    def suggestion(self, obj):
        """How a field that searches as one types tells this row from the others."""
        return str(obj)

    def changelist_view(self, request, extra_context=None):
        asked = [is_readable(name, value) for name, values in request.GET.lists() for value in values]
        ticked = [KEY.fullmatch(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)]
        if not all(asked + ticked):
            refusal = _("Cette demande ne se lit pas : voici la liste entière.")
            self.message_user(request, refusal, messages.WARNING)
            return HttpResponseRedirect(request.path)
        if ERROR_FLAG in request.GET:
            self.message_user(
                request, _("Ce filtre n’existe pas : voici la liste entière."), messages.WARNING
            )
        return super().changelist_view(request, extra_context)
