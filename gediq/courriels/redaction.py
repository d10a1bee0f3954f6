"""The words of a mail, in its recipient's language: a template, in the frame that every mail has."""

import re

from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from ..models import Identite
from .nettoyage import clean_line, clean_text

# « [[lien]] » stands in the stored text where a link or a code goes when the mail leaves.
CHAMP = "[[{}]]"
CHAMPS = re.compile(r"\[\[(\w+)\]\]")
# What mail programs know as the beginning of a signature.
SIGNATURE = "-- "


class Champs(dict):
    """In a template, `{{ champs.lien }}` writes the placeholder of that name."""

    def __missing__(self, name):
        return CHAMP.format(name)


def write_texts(courriel):
    """Fill `objet` and `texte` of the row, in its language; nothing secret is in them."""
    with translation.override(courriel.langue):
        words = render_text(f"emails/{courriel.modele}.txt", {**courriel.contexte, "courriel": courriel})
        objet, _newline, corps = words.partition("\n")
        courriel.objet = clean_line(objet)[:200]
        courriel.texte = render_text("emails/cadre.txt", frame_values(courriel, corps))
    return courriel


def render_text(template, values):
    """Plain text: what HTML would escape is written as it is."""
    context = Context({**values, "champs": Champs()}, autoescape=False)
    return tidy(get_template(template).template.render(context))


def frame_values(courriel, corps):
    identite = Identite.objects.filter(pk=1).first() or Identite()
    coordonnees = [*identite.adresse_postale.splitlines(), identite.telephone, identite.courriel]
    return {
        "nom": courriel.nom,
        "corps": corps.strip("\n"),
        "signature": SIGNATURE,
        "coordonnees": [line for line in map(clean_line, coordonnees) if line],
    }


def tidy(text):
    """No blank at the ends of lines but that of the signature, and one empty line at a time."""
    lines = [line if line == SIGNATURE else line.strip(" \t") for line in clean_text(text).split("\n")]
    kept = [line for rank, line in enumerate(lines) if line or (rank and lines[rank - 1])]
    return "\n".join(kept).strip("\n")


def fill_champs(texte, values):
    """Write the links and codes where the text names them; one that has no value is a fault of ours."""
    return CHAMPS.sub(lambda found: values[found[1]], texte)
