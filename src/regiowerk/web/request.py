"""The request as the pages get it, and what it says about the wanted answer."""

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django_htmx.middleware import HtmxDetails


class PageRequest(HttpRequest):
    """A request behind `HtmxMiddleware`."""

    htmx: HtmxDetails


def wants_part(request: HttpRequest) -> bool:
    """True when a script asks for the changed part only, not for a page to be shown or restored."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and htmx is not None and not htmx.history_restore_request


def query_of(request: HttpRequest) -> QueryDict:
    """The query string; an absurd number of fields counts as none."""
    try:
        return request.GET
    except TooManyFieldsSent:
        return QueryDict("")
