"""Three rules on every request: the policy of public pages, the language, the one-time password."""

from django.conf import settings
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_cache_control

PUBLIC_PREFIXES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
PUBLIC_FILES = ("/sitemap.xml", "/robots.txt")
# Under a language like the public pages, but of one person: never kept.
PRIVATE_PREFIXES = tuple(f"{prefix}espace/" for prefix in PUBLIC_PREFIXES)


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
        if request.path_info.startswith(("/admin/", "/comptes/")):
            chosen = request.GET.get("langue")
            if chosen in dict(settings.LANGUAGES) and not request.user.is_authenticated:
                return chosen
            return getattr(request.user, "langue", "fr")
        return "fr"


class MotDePasseMiddleware:
    """A one-time password opens nothing but the page where it is replaced."""

    OPEN_NAMES = {"mot-de-passe", "deconnexion"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not request.path_info.startswith(("/admin/", "/comptes/")):
            return None
        provisional = getattr(request.user, "mot_de_passe_provisoire", False)
        if provisional and request.resolver_match.url_name not in self.OPEN_NAMES:
            return redirect("mot-de-passe")
        return None
