"""The first page: the region at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiowerk.web.directory import sources
from regiowerk.web.directory.examples import example_searches
from regiowerk.web.directory.parameters import RADII_KM, SearchParameters
from regiowerk.web.machines import linked


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    sides = sources.count_by_side()
    context = {
        "sides": sides,
        "examples": example_searches() if sides else [],
        "parameters": SearchParameters(),
        "radii": RADII_KM,
        "website": linked.website(request),
        "sources": sources.of_countries({side.code for side in sides}),
    }
    return render(request, "home/home.html", context)
