"""Images: decoded once, in bounds, so that a broken or disguised one is refused."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from .lecture import Lecture

MAX_PIXELS = 50_000_000


def read_image(file, accepted):
    names = [accepted.type_mime.removeprefix("image/").upper()]
    try:
        with _open(file, names) as image:
            large = image.width * image.height > MAX_PIXELS
            image.verify()
        if not large:
            with _open(file, names) as image:
                # A photograph is read at an eighth of its size: enough to see that it is whole.
                image.draft("RGB", (image.width // 8 + 1, image.height // 8 + 1))
                image.load()
    # Each decoder of Pillow has its own ways of failing on a broken file.
    except Exception as error:
        raise ValidationError(_("L’image est incomplète ou abîmée."), code="abime") from error
    if large:
        raise ValidationError(_("L’image compte trop de points : réduisez-la d’abord."), code="trop_grand")
    return Lecture()


def _open(file, names):
    file.seek(0)
    return Image.open(file, formats=names)
