"""Placeholder, replaced by the brochure helper."""
from django.http import HttpResponse
def brochure_detail(request): return HttpResponse("…")
def brochure_pdf(request): return HttpResponse("…")
