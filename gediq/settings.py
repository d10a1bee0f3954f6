"""Settings of the GEDCIQ site, all from the environment (GEDIQ_… and DATABASE_URL).

With nothing set: DEBUG off, local hosts only, SQLite, mail on the console. GEDIQ_PRODUCTION=1
refuses what must not reach the public. Importing this file touches no disk.
"""

import sys
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONCE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Environment ---------------------------------------------------------------------------------

env = environ.Env()

DEVELOPMENT_KEY = "cle-de-developpement-du-gedciq-a-ne-jamais-employer-en-production-0123456789"
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


def is_on(name):
    """0 or 1: an « oui » read as « no » would open a production site without its guards."""
    value = env.str(name, default="0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} vaut 0 ou 1, et non «\xa0{value}\xa0».")
    return value == "1"


PRODUCTION = is_on("GEDIQ_PRODUCTION")
DEBUG = is_on("GEDIQ_DEBUG")
SECRET_KEY = env.str("GEDIQ_CLE_SECRETE", default="" if PRODUCTION else DEVELOPMENT_KEY)
ALLOWED_HOSTS = env.list("GEDIQ_HOTES", default=[] if PRODUCTION else LOCAL_HOSTS)
EMAIL_CONFIG = env.email_url("GEDIQ_COURRIEL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)


def refuse_unsafe_production():
    """Stop the start, in plain words, when production lacks what keeps it safe."""
    faults = []
    if not SECRET_KEY or SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 50:
        faults.append("GEDIQ_CLE_SECRETE doit contenir une clé secrète d’au moins 50 caractères.")
    if DEBUG:
        faults.append("GEDIQ_DEBUG doit être absent ou à 0.")
    if not ALLOWED_HOSTS or any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
        faults.append("GEDIQ_HOTES doit nommer les hôtes du site, sans joker.")
    if EMAIL_CONFIG["EMAIL_BACKEND"].endswith("console.EmailBackend"):
        faults.append("GEDIQ_COURRIEL_URL doit désigner un vrai serveur de courriel.")
    if faults:
        raise ImproperlyConfigured("GEDIQ_PRODUCTION=1 est refusé. " + " ".join(faults))


if PRODUCTION:
    refuse_unsafe_production()

# --- Applications --------------------------------------------------------------------------------

PROJECT_APPS = ["gediq", "programmation", "municipalites"]
THIRD_PARTY_APPS = [
    "modeltranslation",
    "django_prose_editor",
    "reversion",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]
DJANGO_APPS = [
    "gediq.admin.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]
# modeltranslation must come before the admin: it patches the models the admin reads.
INSTALLED_APPS = [*THIRD_PARTY_APPS, *PROJECT_APPS, *DJANGO_APPS]

MIDDLEWARE = [
    "gediq.middleware.PublicPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gediq.middleware.LangueMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gediq.middleware.MotDePasseMiddleware",
    "gediq.middleware.SecondFacteurMiddleware",
]

ROOT_URLCONF = "gediq.urls"
WSGI_APPLICATION = "gediq.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gediq.contexte.site",
            ],
        },
    }
]

# --- Databases -----------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'gediq.sqlite3'}")}


def complete_database(config):
    """Add to the address's own options (never replacing them) what concurrent writers need."""
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault("timeout", 20)
        options.setdefault(
            "init_command", "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY"
        )
    else:
        options.setdefault("pool", {"min_size": 1, "max_size": 10, "timeout": 10})


complete_database(DATABASES["default"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "gediq_cache",
        # Room for many keys: the default 300 would let rotating addresses evict the counters.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "gediq.Utilisateur"
LOGIN_URL = "connexion"
LOGIN_REDIRECT_URL = "compte"
LOGOUT_REDIRECT_URL = "connexion"
# Where a person of a municipality arrives: a name of the app above.
ESPACE_URL = "municipalites:espace-detail"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# allauth: sign-in, second factor, limits of rate. No self-registration; an address is proven by its code.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "courriel"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_ADAPTER = "gediq.comptes.adapter.AdaptateurComptes"
# Tries by address of the network (room for an office behind one) and by account.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key,50/d/key",
    "request_login_code": "20/m/ip,5/15m/key,30/d/key",
    "code_tries": "30/m/ip",
    "releve": "30/h/ip,10/h/key",
    "invitation": "30/10m/ip",
    "inviter": "30/h/user",
    "nouveau_lien": "30/h/ip,5/h/key",
}
# How many proxies of ours stand before the site: the address of the visitor is read behind them.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("GEDIQ_MANDATAIRES", default=0)
MFA_ADAPTER = "gediq.comptes.adapter.AdaptateurFacteurs"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "GEDCIQ"
# The code before and the code after are right too: telephones are seldom on time.
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=30)

# --- Languages, dates ----------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
LOCALE_PATHS = [BASE_DIR / "gediq" / "locale"]
TIME_ZONE = "America/Toronto"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["gediq.formats"]

MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("fr",), "fr": ()}

# --- Files ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = []
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
# Never served from a bare path: views check publication first.
MEDIA_ROOT = Path(env.str("GEDIQ_FICHIERS", default=str(BASE_DIR / "fichiers")))
TAILLE_MAX_FICHIER = env.int("GEDIQ_TAILLE_MAX_FICHIER_MO", default=25) * 1_000_000
# A file of municipalities or figures: read whole, so smaller than a document.
TAILLE_MAX_IMPORTATION = 10_000_000

# --- Tasks ---

# In production a worker (`manage.py db_worker`) takes them; elsewhere they are done at once.
TASKS = {
    "default": {
        "BACKEND": (
            "django_tasks_db.DatabaseBackend"
            if PRODUCTION
            else "django_tasks.backends.immediate.ImmediateBackend"
        )
    }
}

# --- Mail ----------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("GEDIQ_EXPEDITEUR", default="ne-pas-repondre@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# A silent server must not hold a mail as long as a dead one would.
EMAIL_TIMEOUT = 30

# --- Security ------------------------------------------------------------------------------------

# The site's address in feeds, canonical links and mails; without it, the request's own.
ORIGINE = env.str("GEDIQ_ORIGINE", default="").rstrip("/")
# Links in mails never come from a request: the configured address, else the first of the configured hosts.
ORIGINE_COURRIELS = ORIGINE or (f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gediq.views.erreurs.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# The <style> that the rich-text editor injects (django-prose-editor 0.28.0); a browser test holds it.
EDITOR_STYLE_HASH = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/fr/", "/en/"],
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", NONCE],
        "style-src": ["'self'", EDITOR_STYLE_HASH],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    },
}
# Public pages: one fixed string, no nonce, so that their bytes can be kept and served to all.
PUBLIC_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'none'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
# The space of municipalities: the same, and our own small scripts.
PRIVATE_CONTENT_SECURITY_POLICY = PUBLIC_CONTENT_SECURITY_POLICY.replace(
    "script-src 'none'", "script-src 'self'"
)

# --- Logs ----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "gediq.journaux.JsonFormatter"}},
    "handlers": {"sortie": {"class": "logging.StreamHandler", "stream": sys.stdout, "formatter": "json"}},
    "root": {"handlers": ["sortie"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["sortie"], "level": "INFO", "propagate": False},
        "weasyprint": {"level": "WARNING"},
        "django.server": {"handlers": ["sortie"], "level": "WARNING", "propagate": False},
    },
}
