"""The words of a mail, in its recipient's language, from one template: the HTML is made from the text."""

from django.template.loader import render_to_string
from django.utils import translation

# « [[lien]] » stands in the stored text where a link or a code goes when the mail leaves.
CHAMP = "[[{}]]"


class Champs(dict):
    """In a template, `{{ champs.lien }}` writes the placeholder of that name."""

    def __missing__(self, name):
        return CHAMP.format(name)


def write_texts(courriel):
    """Fill `objet` and `texte` of the row, in its language; nothing secret is in them."""
    with translation.override(courriel.langue):
        contexte = {**courriel.contexte, "courriel": courriel, "champs": Champs()}
        text = render_to_string(f"emails/{courriel.modele}.txt", contexte)
    objet, _newline, texte = text.strip().partition("\n")
    courriel.objet, courriel.texte = " ".join(objet.split())[:200], texte.strip()
    return courriel
