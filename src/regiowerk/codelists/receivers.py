"""After `migrate` the carried lists are in the database."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connection

from regiowerk.codelists import actions
from regiowerk.codelists.models import Code


def carry_lists(sender: AppConfig, using: str, **_: Any) -> None:
    """Only where the tables are there: another app may be migrated alone, or this one backwards."""
    if using == DEFAULT_DB_ALIAS and Code._meta.db_table in connection.introspection.table_names():
        actions.carry()
