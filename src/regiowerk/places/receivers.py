"""After `migrate` the carried places are in the database."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connection

from regiowerk.places import actions
from regiowerk.places.models import Place


def carry_places(sender: AppConfig, using: str, **_: Any) -> None:
    """Only where the tables are there: another app may be migrated alone, or this one backwards."""
    if using == DEFAULT_DB_ALIAS and Place._meta.db_table in connection.introspection.table_names():
        actions.carry()
