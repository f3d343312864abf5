"""What the directory does when the registers have news."""

from collections.abc import Callable
from typing import Any

from django.dispatch import receiver

from regiowerk.directory import actions
from regiowerk.linking import signals as links
from regiowerk.registers import signals
from regiowerk.registers.storing import StoredEntry
from regiowerk.search import actions as search


@receiver(signals.entries_stored)
def take_over(sender: Any, entries: list[StoredEntry], **kwargs: Any) -> None:
    actions.take_over_entries(entries=entries)


@receiver(signals.entries_gone)
def close(sender: Any, entry_ids: list[int], **kwargs: Any) -> None:
    actions.close_organisations(entry_ids=entry_ids)


@receiver(signals.entries_erased)
def erase(sender: Any, entry_ids: list[int], **kwargs: Any) -> None:
    actions.erase_organisations(entry_ids=entry_ids)


@receiver(links.clusters_changed)
def follow_links(sender: Any, entry_ids: set[int], **kwargs: Any) -> None:
    actions.follow_links(entry_ids=entry_ids)


@receiver(links.run_linked)
@receiver(signals.run_stored)
def bring_index_up_to_date(sender: Any, progress: Callable[[int], None] | None = None, **kwargs: Any) -> None:
    search.apply_pending(progress=progress)
