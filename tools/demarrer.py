"""`make run`: bring the database up to date, load the programme, then serve the site on this machine only.

One process for all the steps: starting Django once instead of five times is what gives a page within seconds.
"""

import io
import os
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

HOST = "127.0.0.1"
# Each can be run again at every start: it only adds what is missing, and says what it did.
STEPS = ("charger_source", "charger_municipalites", "charger_demo", "premier_compte")


def main(port):
    check_port(port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gediq.settings")
    django.setup()
    if not settings.ORIGINE:
        settings.ORIGINE_COURRIELS = f"http://{HOST}:{port}"
    print("Mise à jour de la base de données…", flush=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    for step in steps(production=settings.PRODUCTION):
        call_command(step)
    # WhiteNoise warns when the folder is missing; before `collectstatic` it serves the files where they are.
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    print(f"Le site : http://{HOST}:{port}/ — l’administration : http://{HOST}:{port}/admin/", flush=True)
    print("Ctrl-C pour arrêter.", flush=True)
    call_command("runserver", f"{HOST}:{port}", use_reloader=False, stdout=io.StringIO())


def steps(*, production):
    """What is invented has no place in production, where its command refuses."""
    return [step for step in STEPS if not (production and step == "charger_demo")]


def check_port(port):
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, int(port)))
        except (OSError, OverflowError, ValueError):
            sys.exit(
                f"Le port {port} n’est pas disponible : prenez-en un autre, par exemple make run PORT=8001."
            )


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (CommandError, ImproperlyConfigured) as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)
