"""Placeholder, replaced by the feeds helper."""
from django.http import HttpResponse
def seances_ics(request): return HttpResponse("…")
def seances_json(request): return HttpResponse("…")
def seances_csv(request): return HttpResponse("…")
def seance_ics(request, code): return HttpResponse("…")
