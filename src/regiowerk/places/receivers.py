"""After `migrate` the carried places are in the database."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS

from regiowerk.places import actions


def carry_places(sender: AppConfig, using: str, plan: Any = None, **_: Any) -> None:
    """Not while migrating backwards: the tables may be gone."""
    if using == DEFAULT_DB_ALIAS and not any(backwards for _, backwards in plan or ()):
        actions.carry()
