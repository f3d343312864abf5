"""What the movable map shows of a section: cells of the results that are not on the page."""

from typing import Any

import msgspec
from django.conf import settings

from regiowerk.directory import queries as directory
from regiowerk.search import queries as engine
from regiowerk.search.interface import MAX_MAP_CELLS, Box, MapCell, MapView
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.directory.results import PAGE_SIZE, engine_query, organisation_url, place_of
from regiowerk.web.sides import side_of

MAX_ZOOM = 18
MAX_CELLS = MAX_MAP_CELLS - PAGE_SIZE  # the results of the page are on the map as well, as pins
CELL_PIXELS = 64  # least distance of two cells on the screen
_WORLD_PIXELS = 512  # width of the world at zoom 0

Json = dict[str, Any]


def cells(parameters: SearchParameters, box: Box, zoom: int, language: str) -> Json:
    """All results in a section but those of the page the reader sees: `{"total", "cells"}`."""
    query = engine_query(parameters, place_of(parameters), language)
    pins = [hit.id for hit in engine.search(msgspec.structs.replace(query, facets=())).hits]
    step = 360 * CELL_PIXELS / _WORLD_PIXELS / 2 ** min(max(zoom, 0), MAX_ZOOM)
    found = engine.cells(query, MapView(box, step, MAX_CELLS), pins)
    names = directory.names([cell.id for cell in found.cells if cell.id])
    return {"total": found.total, "cells": [_cell(cell, names) for cell in found.cells]}


def ground() -> dict[str, str]:
    """What the map lies on: the operator's own ground, else outlines in the colours of the sides."""
    return {
        "sides": ",".join(settings.SIDES),
        "style_url": settings.MAP_STYLE_URL,
        "tiles": settings.MAP_TILES,
        "attribution": settings.MAP_ATTRIBUTION,
    }


def _cell(cell: MapCell, names: dict[str, directory.NamedOrganisation]) -> Json:
    sides = {"a": 0, "b": 0}
    for country, count in cell.countries:
        if side := side_of(country):
            sides[side] += count
    described: Json = {
        "at": [round(cell.longitude, 5), round(cell.latitude, 5)],
        "count": cell.count,
        "sides": list(sides.values()),
        "extent": list(cell.extent),
    }
    if known := names.get(cell.id):
        described |= {"name": known.name, "url": organisation_url(known.slug, cell.id)}
    return described
