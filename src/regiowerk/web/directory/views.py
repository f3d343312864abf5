"""Search, suggestions, one organisation, about the data."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from regiowerk.common.multilingual import pick
from regiowerk.directory import queries as directory
from regiowerk.directory.entries import entry_ids_of
from regiowerk.linking import queries as linking
from regiowerk.places.queries import region_labels
from regiowerk.search import queries as engine
from regiowerk.web.directory import map_data, sources
from regiowerk.web.directory.examples import example_searches
from regiowerk.web.directory.parameters import RADII_KM, TEXT_LIMIT, read
from regiowerk.web.directory.profile import present
from regiowerk.web.directory.results import find, organisation_url
from regiowerk.web.directory.sidemap import draw
from regiowerk.web.directory.similar import similar
from regiowerk.web.languages import current_language
from regiowerk.web.machines import linked
from regiowerk.web.request import query_of, wants_part

SUGGESTIONS = 8


@require_safe
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    page = find(read(query_of(request)), current_language())
    context = {
        "page": page,
        "parameters": page.parameters,
        "ground": map_data.ground(),
        "map": draw(page.rows, page.place.match if page.place else None, page.parameters),
        "sources": sources.of_countries({row.card.country for row in page.rows}),
    }
    if wants_part(request):
        return render(request, "directory/search_part.html", context)
    context["radii"] = RADII_KM
    if page.parameters.empty and page.rows:
        context["examples"] = example_searches()
    return render(request, "directory/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Names for the text typed so far: `[{"name", "place", "url"}]`."""
    language = current_language()
    text = read(query_of(request)).q[:TEXT_LIMIT]
    found = engine.suggest(text, language, SUGGESTIONS) if text else ()
    regions = region_labels(tuple({item.region[:2] for item in found if item.region}))
    entries = [
        {
            "name": item.name,
            "place": ", ".join(
                part for part in (item.town, pick(regions.get(item.region[:2], {}), language).text) if part
            ),
            "url": organisation_url("", item.id),
        }
        for item in found
    ]
    return JsonResponse({"entries": entries})


@require_safe
def organisation(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    page = directory.organisation_page(public_id)
    if page is None:
        return _moved(public_id)
    if page.slug != slug:
        return redirect(organisation_url(page.slug, page.public_id), permanent=True)
    profile = present(page)
    context = {
        "page": page,
        "profile": profile,
        "similar": similar(page, current_language()),
        "sources": sources.of_origins(page.origins),
        "linked": {
            "organisation": linked.organisation(request, page, profile.region),
            "breadcrumbs": linked.breadcrumbs(request, page, profile),
            "json": linked.data_url(page, "json"),
            "jsonld": linked.data_url(page, "jsonld"),
            "address": linked.organisation_address(request, page),
            "mail": linked.mail_link(request, page),
        },
    }
    if getattr(request.user, "is_operator", False):
        context |= {"links": linking.judgements_of(entry_ids_of(public_id)), "titles": sources.titles()}
    return render(request, "directory/organisation.html", context)


def _moved(public_id: str) -> HttpResponseRedirect:
    """To the organisation that this one is linked with; for a while only, because links can be taken back."""
    shown = directory.shown_as(public_id)
    if shown is None or shown == public_id:
        raise Http404(public_id)
    return HttpResponseRedirect(organisation_url("", shown))


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/data.html", {"states": sources.overview(), "sides": sources.count_by_side()})
