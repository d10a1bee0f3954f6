"""What a failure of the mail server means: certainly not gone, refused for good, or nobody knows.

The reasons are kept with the row, in French, and name nobody: no address, no words of the server.
"""

import smtplib
import socket
import traceback
from datetime import timedelta

from django.utils import timezone

from ..models import Courriel

Statut = Courriel.Statut
# Asked to wait for longer than this, a mail is refused: somebody must look at it.
ATTENTE_MAX = timedelta(days=3)
# Raised before the words are handed over, whatever the server.
BEFORE = (
    ConnectionRefusedError,
    socket.gaierror,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPSenderRefused,
)


class SansReponseError(Exception):
    """The server did not let us begin: nothing was handed over."""


def judge(error, courriel):
    """Return (statut, raison) of a mail whose sending raised `error`."""
    code = refusal_code(error)
    if code:
        return judge_refusal(code, timezone.now() - courriel.created_at)
    if isinstance(error, SansReponseError):
        return Statut.A_ENVOYER, explain(error.__cause__)
    if isinstance(error, BEFORE) or stopped_before_data(error):
        return Statut.A_ENVOYER, explain(error)
    return Statut.INCERTAIN, f"La liaison s’est rompue pendant l’envoi ({type(error).__name__})."


def refusal_code(error):
    """The code by which a server refused this recipient or these words, else 0."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _text in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, smtplib.SMTPDataError) else 0


def judge_refusal(code, waited):
    if 400 <= code < 500 and waited <= ATTENTE_MAX:
        return Statut.A_ENVOYER, f"Le serveur demande d’attendre (code {code})."
    return Statut.REFUSE, f"Le serveur refuse ce courriel (code {code})."


def stopped_before_data(error):
    """True when Python's own client was speaking, and had not yet come to the words."""
    seen = {frame.f_code for frame, _line in traceback.walk_tb(error.__traceback__)}
    return smtplib.SMTP.sendmail.__code__ in seen and smtplib.SMTP.data.__code__ not in seen


def explain(error):
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "Le serveur refuse le nom ou le mot de passe des réglages."
    if isinstance(error, smtplib.SMTPSenderRefused):
        return f"Le serveur refuse l’adresse d’expéditeur des réglages (code {error.smtp_code})."
    return f"Le serveur de courriel ne répond pas ({type(error).__name__})."
