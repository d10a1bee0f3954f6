"""Import a list of contacts: people and general mailboxes."""

from ...models import Importation
from ..importation import ImportationCommand


class Command(ImportationCommand):
    help = "Importe une liste de contacts (CSV ou XLSX), après l’avoir jugée ligne par ligne."
    type_importation = Importation.TypeImportation.CONTACTS
    has_source = False
