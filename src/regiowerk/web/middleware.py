"""Headers that every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import activate, get_language, get_language_from_path

from regiowerk.web.languages import codes, default_language

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)


class PageHeaders:
    """Security headers beside those of Django and django-csp."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ReaderLanguage(LocaleMiddleware):
    """The language of the address, of the last visit or of the browser; else the first one of the instance."""

    def process_request(self, request: HttpRequest) -> None:
        request.META.setdefault("HTTP_ACCEPT_LANGUAGE", default_language())
        super().process_request(request)
        if get_language() not in codes():
            activate(default_language())
            request.LANGUAGE_CODE = default_language()


class RememberLanguage:
    """Keeps the language last read, for the next visit to an address without one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        language = get_language_from_path(request.path_info)
        read = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
        if language and read and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=365 * 24 * 3600,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite="Lax",
            )
        return response
