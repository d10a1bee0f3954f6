"""Placeholder, replaced by the public-pages helper."""
from django.http import HttpResponse
def seance_liste(request): return HttpResponse("…")
def seance_calendrier(request): return HttpResponse("…")
def seance_detail(request, code): return HttpResponse("…")
