"""The links of an invitation: made when a mail leaves, found again when somebody opens one.

Opening says what the invitation is; accepting it opens no session: a code goes to the invited address,
so that a link passed on opens nothing by itself.
"""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from gediq.courriels.adresses import absolute
from gediq.courriels.depot import post_courriel
from gediq.domain.jetons import create_jeton, find_jeton
from gediq.registre import ModeleCourriel, Personne

from ..models import AccesMunicipal, Invitation
from ..models.acces import DUREE_INVITATION, default_expiry

USAGE = "invitation"
# An expired invitation may still be asked for by the person; after that, by the municipality alone.
DELAI_REPRISE = timedelta(days=60)


def make_link(invitation, *, by=None):
    """The whole address of a new link; the invitation lasts as long as its last one."""
    texte = create_jeton(USAGE, invitation.pk, lifetime=DUREE_INVITATION, by=by)
    Invitation.objects.filter(pk=invitation.pk).update(expire_le=default_expiry())
    with translation.override(invitation.langue):
        return absolute(reverse("municipalites:invitation-accepter", args=[texte]))


def find_invitation(texte):
    """The invitation this link opens now, or None: unknown, expired, withdrawn and used are one answer."""
    jeton = find_jeton(USAGE, texte)
    rows = Invitation.objects.waiting().select_related("municipalite", "created_by")
    return rows.filter(pk=jeton.cle).first() if jeton else None


def write_message(invitation, lien):
    """What to paste around a link that is handed over, in the language of who receives it."""
    with translation.override(invitation.langue):
        contexte = {"invitation": invitation, "lien": lien}
        return render_to_string("municipalites/espace_lien/_message.txt", contexte).strip()


# --- The mails --------------------------------------------------------------------------------------


def fill_invitation(courriel):
    invitation = Invitation.objects.waiting().filter(pk=courriel.contexte["invitation"]).first()
    return {"lien": make_link(invitation)} if invitation else None


@transaction.atomic
def request_link(courriel, *, langue):
    """Somebody typed this address: who it is, if anybody, is looked up when the mail leaves."""
    post_courriel("nouveau_lien", evenement=f"nouveau_lien:{uuid4()}", destinataire=courriel, langue=langue)


def resolve_link(courriel):
    """Who the typed address is: somebody invited, or somebody who may already enter, or nobody."""
    if invitation := _renewable(courriel.destinataire):
        return Personne(invitation.courriel, invitation.nom, invitation.langue)
    rows = AccesMunicipal.objects.active().filter(utilisateur__courriel=courriel.destinataire)
    if acces := rows.select_related("utilisateur").first():
        return Personne(acces.utilisateur.courriel, acces.utilisateur.nom, acces.utilisateur.langue)
    return None


def fill_link(courriel):
    if invitation := _renewable(courriel.destinataire):
        return {"lien": make_link(invitation)}
    with translation.override(courriel.langue):
        return {"lien": absolute(reverse("municipalites:espace-detail"))}


def _renewable(adresse):
    since = timezone.now() - DELAI_REPRISE
    return Invitation.objects.waiting().filter(courriel=adresse, expire_le__gt=since).first()


COURRIELS = {
    "invitation": ModeleCourriel("invitation", _("Invitation"), fill_invitation),
    "nouveau_lien": ModeleCourriel("nouveau_lien", _("Nouveau lien demandé"), fill_link, resolve_link),
}
