"""The kinds of mail of the mail itself: a trial of the server, a message to several and its trial."""

from django.utils.translation import gettext_lazy as _

from ..registre import ModeleCourriel

ESSAI = ModeleCourriel("essai", _("Essai du courriel"))
ENVOI = ModeleCourriel("envoi", _("Envoi groupé"))
ENVOI_ESSAI = ModeleCourriel("envoi_essai", _("Essai d’un envoi groupé"))
MODELES = {modele.code: modele for modele in (ESSAI, ENVOI, ENVOI_ESSAI)}
