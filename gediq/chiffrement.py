"""What has to be read again (secrets of the second factor) is kept encrypted, by a key made of the site's."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac


def encrypt(text):
    return _fernet().encrypt(text.encode()).decode()


def decrypt(encrypted):
    """Raises cryptography's InvalidToken when the secret key of the site is not the one it was kept with."""
    return _fernet().decrypt(encrypted.encode()).decode()


def _fernet():
    return Fernet(urlsafe_b64encode(salted_hmac("gediq.chiffrement", "", algorithm="sha256").digest()))
