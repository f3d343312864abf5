"""`regiowerk accounts …`: the first operator, and new passwords."""

import getpass
import sys
from typing import Any, ClassVar

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from regiowerk.accounts import actions
from regiowerk.common.commands import VerbCommand


class Command(VerbCommand):
    help = "People who can sign in"
    verbs: ClassVar = {"operator": ("make somebody an operator, or give a new password", "operator")}

    def add_operator_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def operator(self, options: dict[str, Any]) -> None:
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password)
            actions.make_operator(email=options["email"], password=password, by="command")
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{options['email']} can sign in as operator.")
