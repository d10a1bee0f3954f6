"""A variable that does not exist fails in our templates, and only there."""

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from tests.gabarits import UndefinedVariableError


@pytest.mark.parametrize(
    "source",
    [
        "{{ absente }}",
        "{{ presente.absente }}",
        "{{ absente|default:'rien' }}",
        "{% load i18n %}{% blocktranslate %}Bonjour {{ absente }}{% endblocktranslate %}",
    ],
)
def test_undefined_variable_in_our_template_fails(source):
    template = Template(source)

    with pytest.raises(UndefinedVariableError):
        template.render(Context({"presente": "oui"}))


def test_condition_on_an_absent_variable_is_allowed():
    assert Template("{% if absente %}oui{% else %}non{% endif %}").render(Context()) == "non"


def test_undefined_variable_in_a_template_of_django_stays_empty():
    html = render_to_string("admin/actions.html", {"action_form": []})

    assert 'name="index" value="0"' in html
