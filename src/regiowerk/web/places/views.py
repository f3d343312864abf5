"""Places: all towns, and one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiowerk.web.directory import sources
from regiowerk.web.machines import linked
from regiowerk.web.places.addresses import town_key
from regiowerk.web.places.overview import overview
from regiowerk.web.places.town import present


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    countries = overview()
    context = {
        "countries": countries,
        "sources": sources.of_countries({country.code for country in countries}),
    }
    return render(request, "places/index.html", context)


@require_safe
def town(request: HttpRequest, name: str, region: str) -> HttpResponse:
    page = present(town_key(name, region))
    if page is None:
        raise Http404(name)
    context = {
        "page": page,
        "linked": linked.town(request, page),
        "breadcrumbs": linked.town_breadcrumbs(request, page),
        "sources": sources.of_countries({page.town.country}),
    }
    return render(request, "places/town.html", context)
