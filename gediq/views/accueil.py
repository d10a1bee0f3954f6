"""Placeholder, replaced by the public-pages helper."""
from django.http import HttpResponse
def accueil(request): return HttpResponse("…")
