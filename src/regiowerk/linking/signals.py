"""What the packages above are told, inside the transaction that changes the clusters."""

from django.dispatch import Signal

# entry_ids: set[int]; entries whose cluster has changed, and all that are with them now or were before
clusters_changed = Signal()
# after the last of a run, outside its transactions: what is derived can be brought up to date
run_linked = Signal()
