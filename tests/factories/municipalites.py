"""Invented municipalities: no real one ever gets an invented fact."""

from itertools import count

from municipalites.models import Municipalite

codes = count(99001)


def create_municipalite(**fields):
    code = str(next(codes))
    defaults = {"code": code, "nom": f"Ville-Inventée-{code}", "nature": "ville"}
    return Municipalite.objects.create(**{**defaults, **fields})
