"""Import figures: a table of staff, or a Census Profile of Statistics Canada, whatever its size."""

from ...models import Importation
from ..importation import ImportationCommand


class Command(ImportationCommand):
    help = "Importe des chiffres (CSV, XLSX ou Profil du recensement), après les avoir jugés ligne par ligne."
    type_importation = Importation.TypeImportation.INDICATEURS
