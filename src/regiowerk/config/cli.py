"""`regiowerk …`: Django's commands and those of the packages, with errors in one line."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regiowerk.config.settings")
    try:
        execute_from_command_line(["regiowerk", *sys.argv[1:]])
    except ImproperlyConfigured as error:
        sys.exit(f"regiowerk: {error}")
    except KeyboardInterrupt:
        sys.exit("regiowerk: stopped. Nothing is lost; the same command goes on from here.")
