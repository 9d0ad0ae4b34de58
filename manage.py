#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from config.servers import Embedded, address_for, var_directory


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ["DATABASE_URL"] = address_for(
        sys.argv[1] if sys.argv[1:] else "", os.environ, Embedded(var_directory())
    )
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- settings must be named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
