"""The style guide."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiowerk.web.styleguide.catalogue import GROUPS, Component
from regiowerk.web.styleguide.reading import interface, purpose
from regiowerk.web.styleguide.rendering import Specimen, specimens


@dataclass(frozen=True)
class ShownExample:
    title: str
    wide: bool
    specimens: list[Specimen]


@dataclass(frozen=True)
class ShownComponent:
    name: str
    purpose: str
    interfaces: list[tuple[str, str]]  # template, what its head says
    examples: list[ShownExample]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    listed = [(group, [(part.name, purpose(part.name)) for part in group.components]) for group in GROUPS]
    return render(request, "styleguide/index.html", {"listed": listed, "groups": GROUPS})


@require_safe
def group(request: HttpRequest, name: str) -> HttpResponse:
    found = next((group for group in GROUPS if group.name == name), None)
    if found is None:
        raise Http404(name)
    context: dict[str, Any] = {
        "group": found,
        "groups": GROUPS,
        "components": [_shown(component, request) for component in found.components],
    }
    return render(request, "styleguide/group.html", context)


def _shown(component: Component, request: HttpRequest) -> ShownComponent:
    return ShownComponent(
        component.name,
        purpose(component.name),
        [(template, interface(template)) for template in component.partials],
        [
            ShownExample(example.title, example.wide, list(specimens(example, f"{component.name}-{number}", request)))
            for number, example in enumerate(component.examples)
        ],
    )
