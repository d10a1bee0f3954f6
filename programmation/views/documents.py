"""Placeholder, replaced by the référentiels helper."""
from django.http import HttpResponse
def document_detail(request, pk): return HttpResponse("…")
def document_fichier(request, pk): return HttpResponse("…")
def edition_detail(request, pk, numero): return HttpResponse("…")
def edition_fichier(request, pk, numero): return HttpResponse("…")
