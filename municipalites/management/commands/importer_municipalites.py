"""Import a list of municipalities, with or without their population and immigrants."""

from ...models import Importation
from ..importation import ImportationCommand


class Command(ImportationCommand):
    help = "Importe une liste de municipalités (CSV ou XLSX), après l’avoir jugée ligne par ligne."
    type_importation = Importation.TypeImportation.MUNICIPALITES
