"""The head of a page for search engines and for those who share it."""

import json
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regiowerk.web.languages import absolute

register = template.Library()

# Where the country of a language is not its own code in capitals.
TERRITORIES = {"cs": "CZ", "en": "GB"}
# A text must not end the element it stands in.
_HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_block_tag
def oneline(content: SafeString) -> SafeString:
    """`{% oneline as page_title %}…{% endoneline %}`: the content with its white space joined."""
    return SafeString(" ".join(content.split()))  # as safe as it was


@register.simple_tag
def structured(data: dict[str, Any]) -> SafeString:
    """Structured data of schema.org. Browsers do not run it, so that the content security policy has no say in it."""
    text = json.dumps(data, ensure_ascii=False).translate(_HARMLESS)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


@register.simple_tag(takes_context=True)
def absolute_url(context: dict[str, Any], path: str) -> str:
    request: HttpRequest = context["request"]
    return absolute(request, path)


@register.filter
def territory(language: str) -> str:
    """'cs' → 'cs_CZ', as OpenGraph wants it."""
    return f"{language}_{TERRITORIES.get(language, language.upper())}"
