"""Rules on every request: public pages, the language, the one-time password, the second factor."""

from django.conf import settings
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_cache_control

from .domain.connexion import has_second_factor

PUBLIC_PREFIXES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
PUBLIC_FILES = ("/sitemap.xml", "/robots.txt")
# Under a language like the public pages, but of one person: never kept.
PRIVATE_PREFIXES = tuple(f"{prefix}espace/" for prefix in PUBLIC_PREFIXES)
SIGNED_IN_PREFIXES = ("/admin/", "/comptes/")


class PublicPagesMiddleware:
    """Give public pages their fixed content policy and the right to be kept, always revalidated.

    The space of municipalities has addresses of the same form, its own policy, and is never kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(PRIVATE_PREFIXES):
            response.headers["Content-Security-Policy"] = settings.PRIVATE_CONTENT_SECURITY_POLICY
            # Some of these addresses are secrets: the next page learns the site it comes from, and no more.
            response.headers["Referrer-Policy"] = "strict-origin"
            patch_cache_control(response, private=True, no_store=True)
            return response
        is_page = request.path_info.startswith(PUBLIC_PREFIXES)
        if is_page:
            response.headers.setdefault("Content-Security-Policy", settings.PUBLIC_CONTENT_SECURITY_POLICY)
        if is_page or request.path_info in PUBLIC_FILES:
            self._allow_keeping(response)
        return response

    def _allow_keeping(self, response):
        if response.status_code in (200, 304) and not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)


class LangueMiddleware:
    """The address decides the language; elsewhere the person's own does, and French before sign-in.

    The browser's header is never read: the same address gives the same page to all.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        langue = self._language(request)
        with translation.override(langue):
            request.LANGUAGE_CODE = langue
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", langue)
        return response

    def _language(self, request):
        prefix = request.path_info[1:3]
        if request.path_info.startswith(PUBLIC_PREFIXES):
            return prefix
        if request.path_info.startswith(SIGNED_IN_PREFIXES):
            return self._language_of_person(request)
        return "fr"

    def _language_of_person(self, request):
        """Before sign-in, the one chosen by a link, then the one kept by the first step of the sign-in."""
        if request.user.is_authenticated:
            return request.user.langue
        chosen = request.GET.get("langue") or request.session.get("langue")
        return chosen if chosen in dict(settings.LANGUAGES) else "fr"


class EtapeMiddleware:
    """A step to take before anything else of one's own is opened; public pages know nobody, and stay open."""

    open_names = frozenset()
    page = ""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not request.path_info.startswith(SIGNED_IN_PREFIXES + PRIVATE_PREFIXES):
            return None
        if request.resolver_match.view_name in self.open_names or not self.is_needed(request.user):
            return None
        return redirect(self.page)


class MotDePasseMiddleware(EtapeMiddleware):
    """A one-time password opens nothing but the page where it is replaced."""

    open_names = frozenset({"mot-de-passe", "deconnexion", "admin:logout"})
    page = "mot-de-passe"

    def is_needed(self, user):
        return getattr(user, "mot_de_passe_provisoire", False)


class SecondFacteurMiddleware(EtapeMiddleware):
    """In production, the team opens nothing without a second factor but the pages where one is chosen."""

    open_names = MotDePasseMiddleware.open_names | {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
    }
    page = "mfa_index"

    def is_needed(self, user):
        return settings.PRODUCTION and user.is_staff and not has_second_factor(user)
