"""Placeholder, replaced by the référentiels helper."""
from django.http import HttpResponse
def referentiel_liste(request): return HttpResponse("…")
def referentiel_detail(request, numero): return HttpResponse("…")
def referentiel_citation(request, numero, forme): return HttpResponse("…")
