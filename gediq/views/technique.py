"""Addresses for machines: health, robots, sitemap."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache


@never_cache
def sante(request):
    """The process answers."""
    return JsonResponse({"sante": "ok"})


@never_cache
def sante_pret(request):
    """The process can serve: its database answers and holds every migration."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    ready = not pending
    return JsonResponse({"pret": ready, "migrations_en_attente": len(pending)}, status=200 if ready else 503)


def robots(request):
    return render(request, "gediq/robots.txt", content_type="text/plain; charset=utf-8")
