"""Error pages, in the language of the address; none of them touches the database."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """An expired form: say so, and that going back keeps what was typed."""
    return render(request, "erreurs/formulaire_expire.html", status=403)
