"""One example in one language. The same mark-up stands on the page several times: each gets ids of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from regiowerk.web.styleguide.catalogue import Example

LANGUAGES = ("de", "cs")
SCHEMES = ("light", "dark")

_IDS = re.compile(
    r'(\s(?:id|for|form|list|aria-labelledby|aria-describedby|aria-controls|name(?=="top"))="|\shref="#)([^"]+)"'
)
# Examples ask nothing of the server, and take no focus.
_ACTIVE = re.compile(r'\s(?:hx-[\w-]+|data-focus|data-suggest)="[^"]*"|\sautofocus(?=[\s>])')


@dataclass(frozen=True)
class Specimen:
    language: str
    scheme: str
    html: SafeString


def specimens(example: Example, key: str, request: HttpRequest) -> Iterator[Specimen]:
    """The example in each language and scheme; `key` is unique on the page."""
    for scheme in SCHEMES:
        for language in LANGUAGES:
            with override(language):
                html = render_to_string(example.template, example.context(language), request)
            yield Specimen(language, scheme, _own_ids(html, f"{key}-{scheme}-{language}"))


def _own_ids(html: str, key: str) -> SafeString:
    html = _ACTIVE.sub("", html)
    renamed = _IDS.sub(lambda found: f'{found[1]}{" ".join(f"{word}-{key}" for word in found[2].split())}"', html)
    return SafeString(renamed)  # as safe as the template made it
