"""The sources there are: every folder beside this file that has a `source.toml`."""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import cast

from regiowerk.registers.sources.base import Source, load_info

FOLDER = Path(__file__).parent


class UnknownSourceError(KeyError):
    """There is no source of this name."""


@cache
def names() -> tuple[str, ...]:
    return tuple(sorted(file.parent.name for file in FOLDER.glob("*/source.toml")))


@cache
def source(name: str) -> Source:
    """Raises UnknownSourceError."""
    if name not in names():
        raise UnknownSourceError(name)
    module = import_module(f"regiowerk.registers.sources.{name}.source")
    return cast("Source", module.RegisterSource(load_info(FOLDER / name)))
