"""What the packages above are told, inside the transaction that writes the entries."""

from django.dispatch import Signal

# entries: list[StoredEntry]
entries_stored = Signal()
# entry_ids: list[int]; the register does not have them any more
entries_gone = Signal()
# entry_ids: list[int]; to be erased with all that was made of them
entries_erased = Signal()
# after the last of a run: what is derived can be brought up to date (progress: Callable[[int], None] | None)
run_stored = Signal()
