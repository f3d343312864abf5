"""The first page: the region at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiowerk.directory import queries as directory
from regiowerk.web.directory import sources
from regiowerk.web.directory.examples import example_searches
from regiowerk.web.directory.parameters import RADII_KM, SearchParameters
from regiowerk.web.home.glance import look
from regiowerk.web.machines import linked


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    glance = look()
    context = {
        "glance": glance,
        "waiting": glance is None and bool(directory.count_by_country()),
        "examples": example_searches() if glance else [],
        "parameters": SearchParameters(),
        "radii": RADII_KM,
        "website": linked.website(request),
        "sources": sources.of_countries(glance.countries) if glance else [],
    }
    return render(request, "home/home.html", context)
