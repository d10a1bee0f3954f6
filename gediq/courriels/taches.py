"""The task that sends one mail: it carries the number of the row, and nothing else."""

from django_tasks import task

from .envoi import send_courriel


@task()
def envoyer(pk):
    send_courriel(pk)


def enqueue(pk):
    envoyer.enqueue(pk)
