"""What import-linter cannot see: foreign keys by name, and rooms without a README."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "regiowerk"


def layers() -> list[set[str]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = config["tool"]["importlinter"]["contracts"][0]
    return [{name.strip() for name in layer.split("|")} for layer in contract["layers"]]


def height(package: str) -> int:
    """The higher, the nearer to the top."""
    order = layers()
    return next(len(order) - index for index, layer in enumerate(order) if package in layer)


def test_every_package_is_in_a_layer() -> None:
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert packages == set().union(*layers())


def test_relations_of_models_point_downwards() -> None:
    relations = 0
    for model in apps.get_models():
        if not model.__module__.startswith("regiowerk."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model
            if not field.concrete or not isinstance(target, type) or not target.__module__.startswith("regiowerk."):
                continue
            relations += 1
            assert height(target._meta.app_label) <= height(model._meta.app_label), f"{model.__name__}.{field.name}"
    assert relations


@pytest.mark.parametrize("package", sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()))
def test_every_package_says_what_it_is_for(package: str) -> None:
    readme = (PACKAGE / package / "README.md").read_text(encoding="utf-8")
    assert readme.startswith(f"# {package}")
    assert 5 <= len(readme.splitlines()) <= 20
