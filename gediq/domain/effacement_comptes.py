"""What the shared app keeps of a person: the account, the mails, the links; and the traces in texts."""

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult
from reversion.models import Revision, Version

from ..models import Courriel, DestinataireEnvoi, Envoi, EvenementCompte, Jeton, Utilisateur
from ..registre import Effacement
from .connexion import end_sessions
from .effacement import forget_rows


def people():
    yield from Utilisateur.objects.order_by("pk").values_list("courriel", "nom")
    yield from Courriel.objects.order_by("pk").values_list("destinataire", "nom")
    yield from DestinataireEnvoi.objects.order_by("pk").values_list("courriel", "nom")


def accounts_of(courriel):
    return Utilisateur.objects.filter(courriel=courriel, est_municipal=True)


def mails_of(courriel):
    return Courriel.objects.filter(destinataire__iexact=courriel)


def find(courriel):
    if count := accounts_of(courriel).count():
        yield ngettext("%(n)d compte", "%(n)d comptes", count) % {"n": count}
    if count := mails_of(courriel).count():
        yield ngettext("%(n)d courriel envoyé", "%(n)d courriels envoyés", count) % {"n": count}
    if count := DestinataireEnvoi.objects.filter(courriel__iexact=courriel).count():
        yield ngettext("%(n)d envoi groupé", "%(n)d envois groupés", count) % {"n": count}


def erase(courriel):
    mails = list(map(str, mails_of(courriel).values_list("pk", flat=True)))
    Jeton.objects.filter(usage="releve", cle__in=mails).delete()
    forget_rows(mails_of(courriel))
    DestinataireEnvoi.objects.filter(courriel__iexact=courriel).delete()
    EmailAddress.objects.filter(email__iexact=courriel).delete()
    for utilisateur in accounts_of(courriel):
        end_sessions(utilisateur)
    # With its access, codes, factors and events; what was done in its name stays, in nobody's name.
    forget_rows(accounts_of(courriel))


def texts():
    """Where mails to others, the journal and the history may name somebody."""
    effacee = "[…]"
    yield Courriel.objects.all(), ("objet", "texte", "contexte", "raison", "repondre_a"), effacee
    yield Envoi.objects.all(), ("objet_fr", "objet_en", "texte_fr", "texte_en"), effacee
    yield EvenementCompte.objects.all(), ("precision",), effacee
    yield LogEntry.objects.all(), ("object_repr", "change_message"), effacee
    yield Revision.objects.all(), ("comment",), effacee
    # Empty rather than marked: what is brought back from there is read as a value.
    yield Version.objects.all(), ("serialized_data", "object_repr"), ""
    yield DBTaskResult.objects.all(), ("traceback",), effacee


EFFACEMENT = Effacement(90, people, find, erase, texts)
