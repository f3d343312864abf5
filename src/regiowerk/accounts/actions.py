"""Every write of accounts."""

from django.core.validators import validate_email
from django.db import transaction

from regiowerk.accounts.models import Account
from regiowerk.accounts.signals import operator_made


@transaction.atomic
def make_operator(*, email: str, password: str, by: str) -> Account:
    """Create the account or give it a new password and the operator's rights. Raises ValidationError."""
    email = email.strip().lower()
    validate_email(email)
    account, _ = Account.objects.get_or_create(email=email)
    account.is_operator = account.is_active = True
    account.set_password(password)
    account.save()
    operator_made.send(Account, account=account, by=by)
    return account
