"""The list as it is filtered, in a file: semicolons and a mark for Excel in French, or a workbook.

Rows are read by lots and written to a temporary file: memory does not grow with them, and an error
is an error page rather than half a file.
"""

import csv
from datetime import date
from decimal import Decimal
from functools import partial
from io import TextIOWrapper
from typing import NamedTuple

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.files.temp import NamedTemporaryFile
from django.http import FileResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst

from ..domain.ouverture import clean_text, safe_cell
from .libelles import yes_no
from .liste import is_readable

LOT = 500
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Export(NamedTuple):
    """`rows(queryset)` gives, of the filtered list, one tuple per line; `titres()` heads the columns."""

    nom: str
    libelle: str
    titres: object
    rows: object


class ExportsMixin:
    """For a ModelAdmin whose `exports` name what may be taken away."""

    exports = ()

    def get_urls(self):
        info = self.opts.app_label, self.opts.model_name
        return [
            *(
                path(
                    f"{export.nom}.{extension}",
                    self.admin_site.admin_view(partial(export_view, self, export, extension)),
                    name="{}_{}_{}_{}".format(*info, export.nom, extension),
                )
                for export in self.exports
                for extension in FORMATS
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        links = [
            {"nom": export.libelle, "format": extension.upper(), "url": f"{url}{query}"}
            for export in self.exports
            for extension in FORMATS
            for url in [self.url(f"{export.nom}_{extension}")]
        ]
        return super().changelist_view(request, {"exports": links, **(extra_context or {})})


def export_view(model_admin, export, extension, request):
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    asked = [is_readable(name, value) for name, values in request.GET.lists() for value in values]
    try:
        changelist = model_admin.get_changelist_instance(request) if all(asked) else None
    except IncorrectLookupParameters:
        changelist = None
    if changelist is None:
        return HttpResponseRedirect(model_admin.url("changelist"))
    lines = ([export.titres()], export.rows(changelist.queryset))
    file = NamedTemporaryFile()
    WRITERS[extension](file, (line for part in lines for line in part))
    file.seek(0)
    name = f"{model_admin.opts.model_name}-{export.nom}-{timezone.localdate().isoformat()}.{extension}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS[extension])


def write_csv(file, lines):
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    csv.writer(text, delimiter=";").writerows([csv_cell(cell) for cell in line] for line in lines)
    text.detach()


def csv_cell(value):
    """A number with the comma that Excel in French reads; a text that never calculates."""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, Decimal):
        return plain(value).replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else safe_cell(clean_text(str(value)))


def plain(number):
    """« 7590 », « 12.5 »: no zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_xlsx(file, lines):
    from openpyxl import Workbook  # slow import
    from openpyxl.cell import WriteOnlyCell  # slow import

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    text_cell = partial(WriteOnlyCell, sheet)
    for line in lines:
        sheet.append([xlsx_cell(value, text_cell) for value in line])
    book.save(file)


def xlsx_cell(value, text_cell):
    """Numbers and days as such; a text that would be read as a formula or an error stays a text."""
    if isinstance(value, bool):
        return yes_no(value)
    if value is None or isinstance(value, int | Decimal | date):
        return value
    text = clean_text(str(value))
    if not text.startswith(("=", "#")):
        return text
    cell = text_cell(text)
    cell.data_type = "s"
    return cell


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def heading(model, name):
    """What the forms call the field."""
    return capfirst(str(model._meta.get_field(name).verbose_name))
