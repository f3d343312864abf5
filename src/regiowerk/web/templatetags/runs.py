"""Words of register runs."""

from collections.abc import Mapping
from typing import Any

from django import template

from regiowerk.web.workspace import words

register = template.Library()
register.filter("run_state", words.state)
register.filter("run_reason", words.reason)
register.filter("run_message", words.message)


@register.filter
def run_tone(code: str) -> str:
    """Class of the chip that shows the state of a run."""
    return words.TONES.get(code, "")


@register.filter
def entry_of(mapping: Mapping[str, Any], key: str) -> Any:
    """`{{ titles|entry_of:run.source }}`."""
    return mapping.get(key)
