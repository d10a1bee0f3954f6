"""Accounts of the tests."""

from itertools import count

from django.contrib.auth.models import Group

from gediq.models import Utilisateur

MOT_DE_PASSE = "un mot de passe assez long"
_ranks = count(1)


def create_utilisateur(*groups, **fields):
    """A staff account, member of the named groups (« Rédaction »…)."""
    defaults = {
        "courriel": f"personne{next(_ranks)}@exemple.org",
        "nom": "Personne d’essai",
        "is_staff": True,
    }
    utilisateur = Utilisateur.objects.create_user(password=MOT_DE_PASSE, **(defaults | fields))
    utilisateur.groups.set(Group.objects.filter(name__in=groups))
    return utilisateur


def create_superuser(**fields):
    return create_utilisateur(is_superuser=True, **fields)
