"""Where a browser stands between asking for a code and typing it.

The session keeps which request, the address typed (encrypted: it may be nobody's) and where to go next; the
code itself is nowhere but in the mail.
"""

import uuid

from ..chiffrement import encrypt
from ..domain.codes import CLE_SESSION, request_code, typed_address


def start_code(request, courriel, *, suite=""):
    """Ask for a code; one asked for before in the same browser, for the same address, dies."""
    earlier = read_code(request)
    replaces = earlier["demande"] if earlier and earlier["courriel"] == courriel else None
    uid = request_code(courriel, replaces=replaces)
    request.session[CLE_SESSION] = {"demande": str(uid), "courriel": encrypt(courriel), "suite": suite}


def read_code(request):
    """`demande`, `courriel` and `suite` of what this browser asked for, or None."""
    kept = request.session.get(CLE_SESSION)
    if kept is None:
        return None
    return kept | {"demande": uuid.UUID(kept["demande"]), "courriel": typed_address(request.session)}


def forget_code(request):
    request.session.pop(CLE_SESSION, None)
