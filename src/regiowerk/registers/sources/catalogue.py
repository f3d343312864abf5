"""The sources there are: every folder beside this file, or in REGIOWERK_SOURCES_DIR, that has a `source.toml`."""

import os
import sys
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import cast

from regiowerk.registers.sources.base import Source, load_info

FOLDER = Path(__file__).parent
OWN_FOLDER = "REGIOWERK_SOURCES_DIR"  # read here, since worker processes know no settings


class UnknownSourceError(KeyError):
    """There is no source of this name."""


@cache
def names() -> tuple[str, ...]:
    return tuple(sorted(_folders()))


@cache
def source(name: str) -> Source:
    """Raises UnknownSourceError."""
    folder = _folders().get(name)
    if folder is None:
        raise UnknownSourceError(name)
    module = import_module(f"{__package__}.{name}.source") if folder.parent == FOLDER else _own_module(folder)
    return cast("Source", module.RegisterSource(load_info(folder)))


def beside(name: str, module: str) -> ModuleType | None:
    """Another module of a source's folder, None where it has no such file. Raises UnknownSourceError."""
    source(name)  # makes the package of a folder of the operator's own
    folder = _folders()[name]
    if not (folder / f"{module}.py").exists():
        return None
    package = f"{__package__}.{name}" if folder.parent == FOLDER else _own_package(name)
    return import_module(f"{package}.{module}")


def forget() -> None:
    """Look for the folders again."""
    names.cache_clear()
    source.cache_clear()


def _folders() -> dict[str, Path]:
    """The folder of each source; one of the operator's own stands in for one of the same name."""
    places = [FOLDER]
    if own := os.environ.get(OWN_FOLDER, "").strip():
        places.append(Path(own).expanduser().resolve())
    return {file.parent.name: file.parent for place in places for file in place.glob("*/source.toml")}


def _own_package(name: str) -> str:
    return f"regiowerk_sources_{name}"


def _own_module(folder: Path) -> ModuleType:
    """`source.py` of a folder outside the package, which may import the files beside it."""
    package = _own_package(folder.name)
    spec = spec_from_file_location(package, folder / "source.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise UnknownSourceError(folder.name)
    module = module_from_spec(spec)
    sys.modules[package] = module
    spec.loader.exec_module(module)
    return module
