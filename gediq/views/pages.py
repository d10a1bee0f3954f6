"""Placeholder, replaced by the référentiels helper."""
from django.http import HttpResponse
def page_detail(request, slug): return HttpResponse("…")
def theme_detail(request, slug): return HttpResponse("…")
def recherche(request): return HttpResponse("…")
