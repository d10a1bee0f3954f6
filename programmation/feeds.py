"""Placeholder, replaced by the feeds helper."""
from django.http import HttpResponse
def seances_atom(request): return HttpResponse("…")
