"""What happens below is noted here."""

from typing import Any

from django.dispatch import receiver

from regiowerk.accounts.models import Account
from regiowerk.accounts.signals import operator_made
from regiowerk.activity import actions


@receiver(operator_made)
def note_operator(sender: Any, account: Account, by: str, **kwargs: Any) -> None:
    actions.note(by=by, verb="operator_made", object_type="account", object_id=account.pk)
