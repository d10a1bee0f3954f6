"""A worker of the mails in a process of its own, which stops at a place until it is killed.

    python -m tests.gediq.courriels.ouvrier PLACE FOLDER DATABASE

PLACE is « avant » or « apres » the server has the mail. FOLDER then holds `arrete`, and `recus` as many
lines as the server got mails. DATABASE is the name of the test's own.
"""

import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.test import override_settings


class ServeurLent(BaseEmailBackend):
    def open(self):
        stop("avant")

    def send_messages(self, messages):
        with (folder() / "recus").open("a") as file:
            file.writelines(f"{message.to[0]}\n" for message in messages)
        stop("apres")
        return len(messages)


def folder():
    return Path(sys.argv[2])


def stop(place):
    if sys.argv[1] == place:
        (folder() / "arrete").touch()
        time.sleep(60)


def main():
    settings.DATABASES["default"]["NAME"] = sys.argv[3]
    django.setup()
    tasks = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with override_settings(EMAIL_BACKEND=f"{__name__}.ServeurLent", TASKS=tasks):
        call_command("db_worker", interval=0.1, batch=True, startup_delay=False)


if __name__ == "__main__":
    main()
