"""The two shapes of a table of figures: one column per indicator and year, or one row per figure."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gediq.recherche.normaliseur import fold

from ...models import Qualite, Unite, Valeur
from ...models.chiffres import DERNIERE_ANNEE, PREMIERE_ANNEE
from .application import ValeurLue
from .connu import place_key
from .entetes import clean_entete, synonym_finder
from .entrees import Cellule, Entree
from .nombres import MAX_EXTRAIT, read_nombre
from .noms import names_agree
from .pieds import find_pied
from .rapport import Enregistrement
from .vraisemblance import check_cellule

LONGUES = {"indicateur", "annee", "valeur"}
COLONNES = {
    "code": (
        "code géographique",
        "code municipal",
        "code de la municipalité",
        "code géo",
        "geo code",
        "mcode",
    ),
    "nom": ("municipalité", "nom de la municipalité", "territoire", "ville", "name", "municipality"),
    "indicateur": ("code indicateur", "indicator", "variable"),
    "annee": ("an", "année de référence", "year"),
    "valeur": ("value", "chiffre", "nombre"),
    "source": ("code source", "source code"),
    "base": ("dénominateur", "denominator"),
    "qualite": ("quality",),
    "note": ("remarque", "notes"),
}
QUALITES = {
    "officielle": Qualite.OFFICIELLE,
    "official": Qualite.OFFICIELLE,
    "calculee": Qualite.CALCULEE,
    "computed": Qualite.CALCULEE,
    "estimee": Qualite.ESTIMEE,
    "estimation": Qualite.ESTIMEE,
    "estimate": Qualite.ESTIMEE,
    "estimated": Qualite.ESTIMEE,
}
NOTE_MAX = Valeur._meta.get_field("note").max_length


def column_finder(catalogue):
    """A function from a heading to "code", "valeur"… or, for an indicator, to (its key, its year or None)."""
    find_common = synonym_finder(COLONNES)

    def find(texte):
        if common := find_common(texte):
            return common
        found = catalogue.find_indicateur_annee(texte)
        return found and (found[0].pk, found[1])

    return find


class Lecteur:
    """Reads rows into `Entree`s; `source_id` is the one of the rows that name none."""

    def __init__(self, tableau, catalogue, *, source_id):
        self.tableau, self.catalogue, self.source_id = tableau, catalogue, source_id
        self.est_long = set(tableau.colonnes) >= LONGUES

    def read(self, rangee):
        """The `Entree` of a row, without figures when it is no data or when it is refused."""
        row = Enregistrement(rangee.numero, rangee["code"][:MAX_EXTRAIT], nom=rangee["nom"][:150])
        entree = Entree(row)
        if self.tableau.repeats_entete(rangee):
            row.motif = _("Ligne d’en-têtes répétée.")
        elif motif := self._find_pied(rangee):
            row.motif = motif
        else:
            try:
                self._fill(entree, rangee)
            except ValidationError as error:
                for message in error.messages:
                    row.reject(message)
                entree.cellules = []
        return entree

    def _find_pied(self, rangee):
        if self._find_ensemble(rangee):
            return ""
        return find_pied(rangee, code="code", nom="nom")

    def _find_ensemble(self, rangee):
        """The province, a region or an MRC; « QC, Total » is a total, and no figure of Quebec."""
        found = self.catalogue.find_ensemble(rangee["code"])
        agrees = found and (not rangee["nom"] or place_key(rangee["nom"]) == place_key(found.nom))
        return found if agrees else None

    def _fill(self, entree, rangee):
        territoire = self._find_territoire(entree.rangee, rangee)
        entree.rangee.code, entree.rangee.nom = territoire.code, territoire.nom
        common = {"source_id": self._find_source(rangee), **self._read_common(rangee)}
        wanted = self._find_long(rangee) if self.est_long else self._find_wide(rangee)
        errors = []
        for cle, indicateur, annee in wanted:
            try:
                entree.cellules.append(self._read_cellule(rangee, cle, territoire, indicateur, annee, common))
            except ValidationError as error:
                errors += error.messages
        if errors:
            raise ValidationError(errors)
        if territoire.date_fin and any(lue.annee > territoire.date_fin.year for lue in entree.lues):
            entree.rangee.avertissements.append(_("Ce territoire n’existait plus cette année-là."))

    def _find_territoire(self, row, rangee):
        if not rangee["code"]:
            raise ValidationError(_("Le code géographique manque."))
        if found := self._find_ensemble(rangee):
            return found
        found, code, warning = self.catalogue.find_municipalite(rangee["code"])
        if found is None:
            raise self._error("code", _("aucune municipalité n’a le code %(code)s."), code=code)
        if rangee["nom"] and not names_agree(rangee["nom"], found.nom, found.appellation_anglaise):
            sentence = _("le code %(code)s est celui de %(officiel)s, et non de «\xa0%(lu)s\xa0».")
            raise self._error("nom", sentence, code=code, officiel=found.nom, lu=rangee["nom"][:150])
        if warning:
            row.avertissements.append(warning)
        return found

    def _find_source(self, rangee):
        code = rangee["source"].strip()
        if not code:
            return self.source_id
        source = self.catalogue.sources.get(code) or self.catalogue.sources.get(code.lower())
        if source is None:
            raise self._error(
                "source", _("aucune source n’a le code «\xa0%(code)s\xa0»."), code=code[:MAX_EXTRAIT]
            )
        return source.pk

    def _find_long(self, rangee):
        indicateur = self.catalogue.find_indicateur(rangee["indicateur"])
        if indicateur is None:
            sentence = _("aucun indicateur ne se nomme «\xa0%(lu)s\xa0».")
            raise self._error("indicateur", sentence, lu=rangee["indicateur"][:MAX_EXTRAIT])
        return [("valeur", indicateur, self._read_annee(rangee))]

    def _find_wide(self, rangee):
        return [
            (cle, self.catalogue.indicateurs[cle[0]], cle[1] or self._read_annee(rangee))
            for cle in dated_columns(self.tableau)
        ]

    def _read_annee(self, rangee):
        text = rangee["annee"].strip()
        if not (re.fullmatch(r"[0-9]{4}", text) and PREMIERE_ANNEE <= int(text) <= DERNIERE_ANNEE):
            raise self._error("annee", _("«\xa0%(lu)s\xa0» n’est pas une année."), lu=text[:MAX_EXTRAIT])
        return int(text)

    def _read_common(self, rangee):
        """What a row says of its figures beside them: base, quality, note."""
        note, quality = rangee["note"], clean_entete(fold(rangee["qualite"]))
        if len(note) > NOTE_MAX:
            raise self._error("note", _("la note passe %(max)d caractères."), max=NOTE_MAX)
        if quality and quality not in QUALITES:
            sentence = _("«\xa0%(lu)s\xa0» n’est pas une qualité\xa0: officielle, calculée ou estimée.")
            raise self._error("qualite", sentence, lu=rangee["qualite"][:MAX_EXTRAIT])
        base = self._read_nombre(rangee, "base", decimales=2).valeur
        return {"base": base, "qualite": QUALITES.get(quality, ""), "note": note}

    def _read_cellule(self, rangee, cle, territoire, indicateur, annee, common):
        is_percent = indicateur.unite == Unite.POURCENTAGE
        number = self._read_nombre(rangee, cle, decimales=indicateur.decimales, pourcentage=is_percent)
        lue = ValeurLue(
            territoire.pk, indicateur.pk, annee, valeur=number.valeur, motif=str(number.motif), **common
        )
        if fault := check_cellule(rangee["base"], lue, indicateur):
            raise self._error(cle, fault)
        column = self.tableau.titres[cle]
        if self.est_long:
            column = f"{column} ({indicateur.code} {annee})"
        return Cellule(column, rangee[cle][:300], lue, est_vide=number.est_vide)

    def _read_nombre(self, rangee, cle, **options):
        try:
            return read_nombre(rangee[cle], **options)
        except ValidationError as error:
            raise self._error(cle, "%(message)s", message=" ".join(error.messages)) from error

    def _error(self, cle, sentence, **values):
        """Names the column as the file does; the line is the one of the report."""
        column = self.tableau.titres.get(cle, cle)
        head = _("Colonne «\xa0%(colonne)s\xa0»\xa0:") % {"colonne": column}
        return ValidationError(f"{head} {sentence % values}")


def dated_columns(tableau):
    """The columns of figures whose year is known, from the heading or from a column of years."""
    columns = [cle for cle in tableau.colonnes if isinstance(cle, tuple)]
    return [cle for cle in columns if cle[1] or "annee" in tableau.colonnes]


def describe_columns(tableau):
    """What the reader of the report should know of the columns."""
    dated = dated_columns(tableau)
    dateless = [cle for cle in tableau.colonnes if isinstance(cle, tuple) and cle not in dated]
    if dateless:
        names = ", ".join(f"«\xa0{tableau.titres[cle]}\xa0»" for cle in dateless)
        yield _("Colonnes d’indicateurs sans année, laissées de côté\xa0: %(noms)s.") % {"noms": names}
    unknown = ", ".join(f"«\xa0{name}\xa0»" for name in tableau.inconnues)
    if unknown:
        yield _(
            "Ligne %(ligne)d, aucun indicateur reconnu dans ces colonnes, laissées de côté\xa0: %(noms)s."
        ) % {
            "ligne": tableau.ligne_entete,
            "noms": unknown,
        }
    others = ", ".join(f"«\xa0{name}\xa0»" for name in tableau.autres_feuilles)
    if others:
        yield _("Autres feuilles, non lues\xa0: %(noms)s.") % {"noms": others}
