"""Addresses that the movable map asks; for scripts, not for readers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from regiowerk.places import geojson
from regiowerk.web.directory import map_data
from regiowerk.web.directory.area import read_area
from regiowerk.web.directory.parameters import read, read_number
from regiowerk.web.languages import current_language
from regiowerk.web.request import query_of

CELLS_SECONDS = 60
LAND_SECONDS = 24 * 3600


@require_safe
@cache_control(private=True, max_age=CELLS_SECONDS)
def cells(request: HttpRequest) -> HttpResponseBase:
    """The question of the search page, with `bbox` (west,south,east,north) and `zoom` of the map."""
    query = query_of(request)
    box = read_area(query.get("bbox", ""))
    if box is None:
        return HttpResponseBadRequest("bbox=west,south,east,north", content_type="text/plain")
    zoom = read_number(query, "zoom", 0)
    return JsonResponse(map_data.cells(read(query), box, zoom, current_language()))


@require_safe
@cache_control(public=True, max_age=LAND_SECONDS)
def land(request: HttpRequest) -> HttpResponse:
    """Outlines of countries and regions, and names of towns: `{"countries", "regions", "towns"}`."""
    return HttpResponse(geojson.land(settings.SIDES), content_type="application/json")
