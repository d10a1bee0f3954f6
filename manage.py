#!/usr/bin/env python3
"""Entry point of the management commands."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gediq.settings")
    from django.core.exceptions import ImproperlyConfigured  # slow import
    from django.core.management import execute_from_command_line  # slow import

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
