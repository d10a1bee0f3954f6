"""Placeholder, replaced by the admin helper."""
from django.http import HttpResponse
def connexion(request): return HttpResponse("…")
def deconnexion(request): return HttpResponse("…")
def mot_de_passe(request): return HttpResponse("…")
