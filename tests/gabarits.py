"""An undefined variable in one of our templates fails the test; in Django's own it stays empty, as always.

Django prints nothing for a name that does not exist, so a typing error in a template shows only as a hole in
the page. The admin's own templates count on this, hence the difference made by the template's origin.
"""

import sys
from pathlib import Path

from django.template import Node

INSTALLED = Path(sys.prefix)


class UndefinedVariableError(AssertionError):
    pass


def current_node():
    """Return the innermost template node being rendered."""
    frame = sys._getframe(1)
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node):
            return node
        frame = frame.f_back
    return None


class UndefinedVariable(str):
    """The engine's `string_if_invalid`: empty text, which Django looks at when a variable is missing."""

    __slots__ = ()

    def __bool__(self):
        # Asked by {{ variable }}.
        refuse_in_own_template()
        return False

    def __contains__(self, text):
        # Asked by {% blocktranslate %}.
        refuse_in_own_template()
        return False


def refuse_in_own_template():
    node = current_node()
    origin = getattr(node, "origin", None)
    if origin and not Path(origin.name).is_relative_to(INSTALLED):
        line = node.token.lineno if getattr(node, "token", None) else "?"
        raise UndefinedVariableError(f"Undefined variable in {origin.name}, line {line}: {node!r}")
