"""Devices that are not asked for the second factor: allauth trusts them by a cookie, and keeps no list."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from ..chiffrement import decrypt, encrypt


@transaction.atomic
def forget_devices(utilisateur):
    """End the trust of every device of a person.

    A cookie stands for the factors as they were when it was given: the same recovery codes, encrypted
    anew, are others to it.
    """
    codes = Authenticator.objects.select_for_update().filter(
        user_id=utilisateur.pk, type=Authenticator.Type.RECOVERY_CODES
    )
    for authenticator in codes:
        authenticator.data["seed"] = encrypt(decrypt(authenticator.data["seed"]))
        authenticator.save(update_fields=["data"])
