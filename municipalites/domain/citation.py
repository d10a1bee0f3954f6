"""A figure ready to be pasted in a text: how much, of what, where, when, who says it, and where to check."""

from dataclasses import dataclass

from .ecriture import write_quality, write_share, write_words

NBSP = "\u00a0"
PHRASES = {
    "fr": {
        "lieu": "{nom} (municipalité locale, code {code})",
        "phrase": "{fictif}{lieu}, {annee} – {libelle}"
        + NBSP
        + ": {valeur}{part}{qualite}, selon {source}. {lien}",
        "part": ", soit {part} de la base ({base})",
        "base": "{base}, selon {source}",
        "fictif": "Donnée fictive (démonstration) – ",
    },
    "en": {
        "lieu": "{nom} (local municipality, code {code})",
        "phrase": "{fictif}{lieu}, {annee} – {libelle}: {valeur}{part}{qualite}, "
        "according to {source}. {lien}",
        "part": ", or {part} of the base ({base})",
        "base": "{base}, according to {source}",
        "fictif": "Fictitious data (demonstration) – ",
    },
}


@dataclass(frozen=True)
class Citation:
    langue: str
    texte: str


def cite_figure(chiffre, municipalite, *, liens):
    """One sentence per language of `liens` in which the indicator has a name; none for an absence."""
    if chiffre.valeur is None:
        return []
    return [
        Citation(langue, _sentence(chiffre, municipalite, lien, langue))
        for langue, lien in liens.items()
        if _is_named(chiffre.indicateur, langue)
    ]


def name_source(source, langue):
    """« Statistique Canada, Recensement de 2021 »."""
    return ", ".join(source.text_in(name, langue)[0] for name in ("producteur", "titre"))


def _sentence(chiffre, municipalite, lien, langue):
    phrases = PHRASES[langue]
    qualite = write_quality(chiffre.qualite, langue=langue)
    is_fictitious = municipalite.est_fictif or chiffre.est_fictif
    return phrases["phrase"].format(
        fictif=phrases["fictif"] if is_fictitious else "",
        lieu=phrases["lieu"].format(nom=municipalite.nom, code=municipalite.code),
        annee=chiffre.annee,
        libelle=chiffre.indicateur.text_in("libelle", langue)[0],
        valeur=write_words(chiffre.valeur, chiffre.indicateur, langue=langue),
        part=_share(chiffre, phrases, langue),
        qualite=f" ({qualite})" if qualite else "",
        source=name_source(chiffre.source, langue),
        lien=f"{lien}#chiffre-{chiffre.indicateur.code}",
    )


def _share(chiffre, phrases, langue):
    """Base and share go together: a percentage without its base says nothing."""
    if chiffre.part is None:
        return ""
    return phrases["part"].format(
        part=write_share(chiffre.part, langue=langue), base=name_base(chiffre, langue)
    )


def name_base(chiffre, langue):
    """« 1 664 380 personnes, Population des ménages privés », and its source if it is another one."""
    counted = chiffre.indicateur.base
    words = [write_words(chiffre.base, counted or chiffre.indicateur, langue=langue)]
    if counted:
        words.append(counted.text_in("libelle", langue)[0])
    base = ", ".join(words)
    if chiffre.source_base is None:
        return base
    return PHRASES[langue]["base"].format(base=base, source=name_source(chiffre.source_base, langue))


def _is_named(indicateur, langue):
    """A sentence in English does not borrow French words for what it counts."""
    counted = filter(None, [indicateur, indicateur.base])
    return all(row.text_in("libelle", langue)[1] == langue for row in counted)
