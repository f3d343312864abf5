"""What machines read: robots.txt, sitemaps, an organisation as JSON."""

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from regiowerk.directory import queries as directory
from regiowerk.places.queries import region_labels
from regiowerk.web.directory import sources
from regiowerk.web.directory.results import shown_region
from regiowerk.web.languages import absolute
from regiowerk.web.machines import linked, record, sitemaps

XML = "application/xml"
CONTENT_TYPES = {"json": "application/json", "jsonld": "application/ld+json"}
# Anybody's page may read it: it is public data, and no cookie matters.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
READABLE = {"ensure_ascii": False, "indent": 1}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": absolute(request, reverse("sitemap"))}
    return render(request, "robots.txt", context, content_type="text/plain")


@require_safe
def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(sitemaps.index(request), content_type=XML)


@require_safe
def sitemap_pages(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(sitemaps.pages(request), content_type=XML)


@require_safe
def sitemap_list(request: HttpRequest, kind: str, language: str, number: int) -> StreamingHttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404(language)
    return StreamingHttpResponse(sitemaps.list_of(request, kind, language, number), content_type=XML)


@require_safe
def sitemap_organisations(request: HttpRequest, language: str, number: int) -> StreamingHttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404(language)
    return StreamingHttpResponse(sitemaps.organisations(request, language, number), content_type=XML)


def _elsewhere(public_id: str, form: str) -> HttpResponse:
    """The answer for an organisation that is shown as another one, or is not there."""
    shown = directory.shown_as(public_id)
    if shown is None or shown == public_id:
        return JsonResponse({"error": "not found", "id": public_id}, status=404, headers=OPEN)
    address = reverse("directory:organisation-data", kwargs={"public_id": shown, "form": form})
    return HttpResponseRedirect(address, headers=OPEN)


@require_safe
@conditional_page
def organisation(request: HttpRequest, public_id: str, form: str, slug: str = "") -> HttpResponse:
    """The organisation's page in another form: `json` is ours with sources, `jsonld` is schema.org."""
    page = directory.organisation_page(public_id)
    if page is None:
        return _elsewhere(public_id, form)
    if page.slug != slug:
        return HttpResponsePermanentRedirect(linked.data_url(page, form), headers=OPEN)
    if form == "jsonld":
        region = shown_region(page.nuts3)
        data = linked.organisation(request, page, region_labels((region,)).get(region, {}) if region else {})
    else:
        data = record.organisation(request, page, sources.of_origins(page.origins))
    return JsonResponse(data, json_dumps_params=READABLE, content_type=CONTENT_TYPES[form], headers=OPEN)
