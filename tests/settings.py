"""Settings of the tests: the site's own, but for speed (passwords) and for what must not leave the run."""

import tempfile
from pathlib import Path

from gediq.settings import *  # the site's settings, whole
from gediq.settings import DATABASES, STORAGES, TEMPLATES
from tests.gabarits import UndefinedVariable

# Removed when the process ends. One per process, so that two runs never share a file.
_scratch = tempfile.TemporaryDirectory(prefix="gediq-tests-", ignore_cleanup_errors=True)
_folder = Path(_scratch.name)

SECRET_KEY = "cle-des-tests-sans-aucun-secret-0123456789-0123456789-0123456789"
DEBUG = False
PRODUCTION = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# A file, never memory: shared-cache memory raises « table is locked » and hides real concurrency.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = _folder / "fichiers"
STATIC_ROOT = _folder / "static"
# WhiteNoise warns at each client when its folder is missing.
STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable()
