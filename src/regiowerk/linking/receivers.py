"""What linking does when the registers have news."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from regiowerk.linking import signals, store
from regiowerk.linking.actions import link_run
from regiowerk.linking.judging import leave_clusters
from regiowerk.registers import signals as registers
from regiowerk.registers.models import Entry, Run


@receiver(registers.run_stored)
def link(sender: Any, run: Run, **kwargs: Any) -> None:
    if link_run(run=run).changed:
        signals.run_linked.send(Run, run=run)


@receiver(registers.entries_erased)
def forget(sender: Any, entry_ids: list[int], **kwargs: Any) -> None:
    names = [store.name_of(entry) for entry in Entry.objects.filter(pk__in=entry_ids).defer("payload")]
    leave_clusters(entry_ids=entry_ids)
    store.note_erased(names)
    transaction.on_commit(store.forget_erased)
