"""What the packages above are told, inside the transaction."""

from django.dispatch import Signal

operator_made = Signal()  # account: Account, by: str
