#!/usr/bin/env python3
"""Entry point of the management commands."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gediq.settings")
    from django.core.management import execute_from_command_line  # slow import

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
