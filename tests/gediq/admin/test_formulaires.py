"""What every form of the back office owes its editors: help, both languages named, nothing left out."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from gediq.admin.base import EditableAdmin
from gediq.admin.completude import completeness
from gediq.admin.inlines import EditableStackedInline
from gediq.models import NomOrganisme, Organisme, Theme
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.gediq import create_page, create_theme
from tests.formulaires import posted_by
from tests.gediq.admin.pages import address, addresses, create_records, edited_admins

pytestmark = pytest.mark.django_db
ENGLISH = (
    "Save|Delete|Change|Add|Please|Home|History|Search|Filter|Select|Remove|Yes|No|None|Clear|View|Close|Currently"
    "|Today|Now|Choose|error|errors|field|required|items|Log out|Password|Welcome|Language|Bold|Italic|Link"
)


def request_of(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def form_fields(model_admin, request):
    """(label of the form, name, field) for each field people see, inlines included."""
    names = flatten_fieldsets(model_admin.get_fieldsets(request))
    form = model_admin.get_form(request, fields=names)
    for name, field in form.base_fields.items():
        if not field.widget.is_hidden:
            yield model_admin.opts.label, name, field
    for inline in model_admin.get_inline_instances(request):
        for name, field in inline.get_formset(request).form.base_fields.items():
            if not field.widget.is_hidden:
                yield inline.opts.label, name, field


def test_every_field_has_a_help_text():
    request = request_of(create_superuser())
    silent = [
        f"{label}.{name}"
        for model_admin in edited_admins()
        for label, name, field in form_fields(model_admin, request)
        if not str(field.help_text).strip()
    ]

    assert silent == []


def test_the_two_languages_of_a_text_are_named_and_marked():
    request = request_of(create_superuser())
    fields = {name: field for _form, name, field in form_fields(admin.site._registry[Theme], request)}

    assert [fields[name].label for name in ("nom_fr", "nom_en", "slug")] == [
        "Nom (français)",
        "Nom (anglais)",
        "Adresse",
    ]
    assert [fields[name].widget.attrs.get("lang") for name in ("nom_fr", "nom_en", "slug")] == [
        "fr",
        "en",
        None,
    ]


def test_lists_name_the_languages_too(ana):
    create_theme()
    text = ana.get("/admin/gediq/theme/").content.decode()

    assert "Nom (anglais)" in text
    assert "[en]" not in text


def test_the_two_languages_of_a_text_stand_side_by_side():
    """Each translated text is given as a pair in the fieldsets of its form."""
    request = request_of(create_superuser())
    alone = []
    for model_admin in edited_admins():
        for options in (model_admin, *model_admin.get_inline_instances(request)):
            for _title, fieldset in options.get_fieldsets(request):
                alone += [
                    f"{options.opts.label}.{line}"
                    for line in fieldset["fields"]
                    if isinstance(line, str) and line.endswith(("_fr", "_en"))
                ]

    assert alone == []


def test_completeness_is_said_in_words():
    complete, half, empty = (
        create_theme(nom_fr="un", nom_en="one", description_fr="", description_en=""),
        create_theme(nom_fr="deux", nom_en="two", description_fr="Texte", description_en=""),
        Theme(nom_fr="", slug="vide"),
    )

    assert [completeness(theme) for theme in (complete, half, empty)] == [
        "complet",
        "1 sur 2",
        "rien à traduire",
    ]


def test_completeness_is_on_the_form_and_on_each_pair(ana):
    theme = create_theme(nom_en="one", description_fr="Texte", description_en="")
    text = ana.get(address(theme, "change")).content.decode()

    assert "Anglais\xa0: <strong>1 sur 2</strong>" in text
    assert text.count("Anglais\xa0: présent") == 1
    assert text.count("Anglais\xa0: à venir") == 1


def test_text_of_several_lines_left_alone_is_not_changed(ana):
    theme = create_theme(description_fr="Une ligne\nDeux lignes")
    data = posted_by(ana.get(address(theme, "change")))
    ana.post(address(theme, "change"), {**data, "description_fr": "Une ligne\r\nDeux lignes"})

    theme.refresh_from_db()
    assert (theme.description_fr, theme.verrou) == ("Une ligne\nDeux lignes", 0)


def test_editor_left_empty_is_not_a_change(ana):
    page = create_page(texte_fr="", texte_en="")
    data = posted_by(ana.get(address(page, "change")))
    ana.post(address(page, "change"), {**data, "texte_fr": "<p></p>", "texte_en": "<p></p>"})

    page.refresh_from_db()
    assert page.verrou == 0


def test_script_typed_in_an_editor_is_not_kept(ana):
    page = create_page()
    data = posted_by(ana.get(address(page, "change")), texte_fr="<p>Bon</p><script>alert(1)</script>")
    ana.post(address(page, "change"), data)

    page.refresh_from_db()
    assert page.texte_fr == "<p>Bon</p>"


@pytest.mark.parametrize("text", ["\x00", "a\x00b"])
def test_nul_in_a_field_is_a_sentence(ana, text):
    theme = create_theme()
    response = ana.post(address(theme, "change"), posted_by(ana.get(address(theme, "change")), nom_fr=text))

    assert response.status_code == 200
    assert "caractère nul" in response.content.decode()


def test_errors_are_summed_up_with_links_to_their_fields(ana):
    organisme = Organisme.objects.create(code="ministere")
    NomOrganisme.objects.create(organisme=organisme, nom_fr="Ministère")
    data = posted_by(
        ana.get(address(organisme, "change")),
        **{"code": "", "noms-0-debut": "2020-02-30", "noms-0-nom_fr": ""},
    )
    response = ana.post(address(organisme, "change"), data)
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', response.content.decode())

    assert ("id_code", "Code\xa0: Ce champ est obligatoire.") in links
    assert (
        "id_noms-0-debut",
        "Nom de l’organisme\xa0: Ministère, Depuis le\xa0: Saisissez une date valide.",
    ) in links
    assert all(
        f'id="{target}"' in response.content.decode() for target, _text in links if target.startswith("id_")
    )
    assert 'value="2020-02-30"' in response.content.decode()


def test_reader_sees_no_field_to_fill_and_no_token(client):
    organisme = Organisme.objects.create(code="ministere")
    NomOrganisme.objects.create(organisme=organisme, nom_fr="Ministère")
    client.force_login(create_utilisateur("Lecture"))
    response = client.get(address(organisme, "change"))

    assert response.status_code == 200
    assert "Ministère" in response.content.decode()
    assert [name for name in posted_by(response) if name.endswith(("nom_fr", "code"))] == []
    assert client.post(address(organisme, "change"), {"code": "autre"}).status_code == 403


def test_wrong_settings_of_an_admin_are_said_at_the_start():
    class Inline(EditableStackedInline):
        model = NomOrganisme

    class Careless(EditableAdmin):
        list_display = ("code", "site_web")
        list_editable = ("site_web",)
        form = type("Form", (admin.ModelAdmin.form,), {})
        inlines = (type("Stock", (admin.StackedInline,), {"model": NomOrganisme}), Inline)

    errors = {error.id for error in Careless(Organisme, admin.site).check()}

    assert {f"gediq.admin.E00{rank}" for rank in (1, 2, 3, 4)} <= errors


@pytest.mark.parametrize("name", ["theme", "organisme", "page"])
def test_list_needs_the_same_queries_for_one_record_and_for_three(ana, name):
    """Records of every kind are made three times; the second and third cost nothing more."""
    url = f"/admin/gediq/{name}/"
    create_records()
    ana.get(url)
    with CaptureQueriesContext(connection) as one:
        ana.get(url)
    Organisme.objects.update(code="autre")
    create_records()
    Organisme.objects.exclude(code="autre").update(code="encore")
    create_records()
    with CaptureQueriesContext(connection) as three:
        ana.get(url)

    assert len(three) == len(one)


def test_pages_speak_french(ana):
    found = []
    for record in create_records():
        for url in addresses(record):
            text = visible_text(ana.get(url))
            found += [f"{url}: {word}" for word in re.findall(rf"\b(?:{ENGLISH})\b", text)]

    assert found == []


def visible_text(response):
    """Words a person reads or hears: text, and the attributes that are read."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    heard = re.findall(r'(?:alt|title|aria-label|placeholder|value)="([^"]*)"', html)
    return " ".join([re.sub(r"<[^>]+>", " ", html), *heard])
