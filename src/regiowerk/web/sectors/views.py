"""Sectors: all of them, and one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regiowerk.web.directory import sources
from regiowerk.web.languages import current_language, set_versions
from regiowerk.web.machines import linked
from regiowerk.web.sectors.addresses import sector_slug, sector_url, sector_urls
from regiowerk.web.sectors.overview import overview
from regiowerk.web.sectors.sector import exists, present


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = overview()
    context = {
        "overview": found,
        "linked": linked.pages_of_list(
            request, [(section.line.labels, section.line.url) for section in found.sections]
        ),
        "sources": sources.of_countries({head.code for head in found.sides}),
    }
    return render(request, "sectors/index.html", context)


@require_safe
def sector(request: HttpRequest, code: str, name: str = "") -> HttpResponse:
    if not exists(code):
        raise Http404(code)
    if name != sector_slug(code, current_language()):
        return redirect(sector_url(code), permanent=True)
    set_versions(request, sector_urls(code))
    page = present(code)
    context = {
        "page": page,
        "breadcrumbs": linked.sector_breadcrumbs(request, page),
        "sources": sources.of_countries(page.countries),
    }
    return render(request, "sectors/sector.html", context)
