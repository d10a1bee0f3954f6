"""The first person opens the site with a password shown once, to be changed at once."""

import pytest
from django.core.management import CommandError, call_command

from gediq.management.commands.premier_compte import COURRIEL
from gediq.models import Utilisateur
from tests.factories.comptes import create_utilisateur

pytestmark = pytest.mark.django_db


def test_first_account_may_do_all_and_must_change_its_password(capsys):
    call_command("premier_compte")

    account = Utilisateur.objects.get()
    password = capsys.readouterr().out.splitlines()[0].rpartition(" ")[2]
    assert account.courriel == COURRIEL
    assert account.check_password(password)
    assert len(password) >= 16
    assert account.is_superuser
    assert account.mot_de_passe_provisoire


@pytest.mark.parametrize("production", [False, True])
def test_where_an_account_exists_nothing_is_done_nor_said(capsys, settings, production):
    settings.PRODUCTION = production
    create_utilisateur()

    call_command("premier_compte")

    assert Utilisateur.objects.count() == 1
    assert capsys.readouterr().out == ""


def test_production_is_refused_with_what_to_do(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("premier_compte")

    assert not Utilisateur.objects.exists()
