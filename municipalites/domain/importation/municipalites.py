"""A list of municipalities: what each row would create or change, then doing it in one transaction.

A row is accepted whole or refused whole. The official name, once known, never comes from a file.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited
from gediq.typographie import format_integer

from ...models import Motif, Municipalite, Source
from .application import ValeurLue, apply_values
from .connu import HORS_MRC, BaseConnue, ChiffresConnus, place_key
from .doublons import settle_doublons
from .entetes import read_tableau
from .fiches import Fiche, find_colonne, read_fiche
from .noms import names_agree, strip_designation
from .pieds import find_pied
from .rapport import Action, Detail, Enregistrement, Rapport

# Quebec has 1,123 of them: beyond this, the file is something else.
MAX_MUNICIPALITES = 10_000
SIMPLES = ("nature", "latitude", "longitude", "site_web")
LATITUDES, LONGITUDES = (44, 64), (-80, -56)
# A file that names no source is one: what staff gave, on their word.
SOURCE_PAR_DEFAUT = {
    "code": "fichier-municipalites",
    "producteur_fr": "GEDCIQ",
    "producteur_en": "GEDCIQ",
    "titre_fr": "Liste de municipalités remise par l’équipe",
    "titre_en": "List of municipalities provided by staff",
}


@dataclass
class Projet:
    """What one accepted row will write."""

    municipalite: Municipalite
    enregistrement: Enregistrement
    textes: dict
    champs: dict = field(default_factory=dict)
    chiffres: dict = field(default_factory=dict)


@dataclass
class Plan:
    """A report, and the power to do what it says."""

    rapport: Rapport
    source: Source | None = None
    projets: list[Projet] = field(default_factory=list)

    def apply(self, *, importation, by):
        """Write the accepted rows; the caller holds the transaction."""
        with recording(by=by, comment=_("Importation de municipalités")):
            for projet in self.projets:
                for name, value in projet.champs.items():
                    setattr(projet.municipalite, name, value)
                if projet.champs:
                    save_edited(projet.municipalite, by=by)
            apply_values(self._valeurs(by), importation=importation, by=by)

    def _valeurs(self, by):
        if not any(projet.chiffres for projet in self.projets):
            return []
        source = self.source or _create_default_source(by=by)
        return [
            ValeurLue(projet.municipalite.pk, indicateur, annee, source.pk, nombre.valeur, nombre.motif)
            for projet in self.projets
            for (indicateur, annee), nombre in projet.chiffres.items()
        ]


def plan_municipalites(fichier, *, options=None, lock=False, progress=lambda done: None):
    """Read `fichier` against the database; `options["source"]` is the code of the figures' source."""
    tableau = read_tableau(fichier, find_colonne, ["code"])
    plan = Plan(Rapport(remarques=_remarks(tableau)), find_source(options or {}))
    planner = Planificateur(tableau, plan, lock=lock)
    entries, fiches = [], {}
    for rangee in tableau.rangees(MAX_MUNICIPALITES):
        row = Enregistrement(rangee.numero, rangee["code"], nom=" ".join(rangee["nom"][:150].split()))
        plan.rapport.enregistrements.append(row)
        fiche = _read(tableau, rangee, row)
        if fiche and planner.is_named_right(row, fiche):
            fiches[row.ligne] = fiche
            entries.append((fiche.code, fiche.contenu, row))
        progress(rangee.numero)
    for row in settle_doublons(entries):
        planner.plan_row(row, fiches[row.ligne])
    return plan


def find_source(options):
    """The source chosen for the figures, else the one that past files were given, else None."""
    code = options.get("source") or SOURCE_PAR_DEFAUT["code"]
    source = Source.objects.filter(code=code, est_fictive=False).first()
    if source is None and options.get("source"):
        raise ValidationError(
            _("Aucune source n’a le code «\xa0%(code)s\xa0».") % {"code": code}, code="source"
        )
    return source


def _create_default_source(*, by):
    return save_edited(Source(**SOURCE_PAR_DEFAUT, date_consultation=timezone.localdate()), by=by)


def _remarks(tableau):
    remarks = []
    if tableau.inconnues:
        names = ", ".join(f"«\xa0{name}\xa0»" for name in tableau.inconnues)
        remarks.append(_("Colonnes inconnues, laissées de côté\xa0: %(noms)s.") % {"noms": names})
    if tableau.autres_feuilles:
        names = ", ".join(f"«\xa0{name}\xa0»" for name in tableau.autres_feuilles)
        remarks.append(_("Autres feuilles, non lues\xa0: %(noms)s.") % {"noms": names})
    if "nom" not in tableau.colonnes:
        remarks.append(_("Aucune colonne de noms\xa0: rien ne confirme que les codes sont les bons."))
    return remarks


def _read(tableau, rangee, row):
    """The `Fiche` of a row of data; None for the others, `row` then says why."""
    if tableau.repeats_entete(rangee):
        row.motif = _("Ligne d’en-têtes répétée.")
    elif motif := find_pied(rangee, code="code", nom="nom"):
        row.motif = motif
    elif not rangee["code"]:
        row.reject(_("Le code géographique manque."))
    else:
        try:
            fiche = read_fiche(rangee, tableau.titres)
        except ValidationError as error:
            row.reject(" ".join(error.messages))
        else:
            row.code, row.avertissements = fiche.code, fiche.avertissements
            return fiche
    return None


class Planificateur:
    """Compares rows with the database, each once."""

    def __init__(self, tableau, plan, *, lock):
        self.titres, self.plan = tableau.titres, plan
        self.base = BaseConnue(lock=lock)
        self.colonnes = self._columns_of_figures(tableau)
        self.chiffres = ChiffresConnus(self.colonnes.values(), plan.source)

    def _columns_of_figures(self, tableau):
        """{column: (key of the indicator, year)}, without the indicators that the database lacks."""
        found = {}
        for cle in tableau.colonnes:
            if isinstance(cle, tuple):
                if cle[0] in self.base.indicateurs:
                    found[cle] = (self.base.indicateurs[cle[0]].pk, cle[1])
                else:
                    sentence = _(
                        "L’indicateur «\xa0%(code)s\xa0» n’existe pas\xa0: sa colonne est laissée de côté."
                    )
                    self.plan.rapport.remarques.append(sentence % {"code": cle[0]})
        return found

    def plan_row(self, row, fiche: Fiche):
        """Fill `row` with what will happen, and keep what will be written."""
        known = self.base.municipalites.get(fiche.code)
        for motif in [*fiche.erreurs, *_bad_coordinates(fiche.attributs)]:
            row.reject(motif)
        if row.action == Action.REJETER:
            return
        projet = Projet(known or Municipalite(code=fiche.code), row, fiche.textes)
        self._plan_fields(projet, fiche)
        self._plan_parent(projet, fiche)
        self._plan_figures(projet, fiche)
        if known and known.date_fin:
            row.avertissements.append(_("Cette municipalité n’existe plus."))
        self._settle(projet, known)

    def _settle(self, projet, known):
        row = projet.enregistrement
        if row.action == Action.REJETER:
            row.details = []
        elif not (projet.champs or projet.chiffres):
            row.motif = _("Rien à changer.")
        else:
            row.action = Action.METTRE_A_JOUR if known else Action.CREER
            self.plan.projets.append(projet)

    # --- Names ---

    def is_named_right(self, row, fiche):
        """Refuse a row named after another city: not being about its code, it contradicts no other row."""
        nom, known = fiche.attributs.get("nom", ""), self.base.municipalites.get(fiche.code)
        for motif in self._against_known(nom, known) if known else self._against_new(fiche, nom):
            row.reject(motif)
        return row.action != Action.REJETER

    def _against_known(self, nom, known):
        others = [row for row in self.base.same_name(nom) if row.pk != known.pk] if nom else []
        agrees = not nom or names_agree(nom, known.nom, known.appellation_anglaise)
        if agrees and (not others or known in self.base.same_name(nom)):
            return
        sentence = _("Le code %(code)s est celui de %(officiel)s, et non de «\xa0%(lu)s\xa0»%(autre)s.")
        autre = f" ({others[0].code})" if len(others) == 1 else ""
        yield sentence % {"code": known.code, "officiel": known.nom, "lu": nom[:150], "autre": autre}

    def _against_new(self, fiche, nom):
        if not nom:
            yield _("Ce code est nouveau\xa0: il faut aussi un nom.")
            return
        region = self.base.find_region(fiche.attributs.get("region", ""))
        for twin in self.base.same_name(nom):
            same_region = region is None or self.base.region_of(twin) in (None, region.pk)
            if same_region and fiche.attributs.get("nature", twin.nature) == twin.nature:
                sentence = _("Ce code est nouveau, mais le nom est celui de %(nom)s (%(code)s).")
                yield sentence % {"nom": twin.nom, "code": twin.code}

    # --- Cells ---

    def _plan_fields(self, projet, fiche):
        lu = fiche.attributs.get("nom")
        if projet.municipalite.pk is None:
            projet.champs["code"] = fiche.code
            self._write(projet, "nom", strip_designation(lu))
        elif lu and lu != projet.municipalite.nom:
            self._say(projet, "nom", _("nom officiel gardé\xa0: %(nom)s") % {"nom": projet.municipalite.nom})
        for name in SIMPLES:
            if name in fiche.attributs:
                self._write(projet, name, fiche.attributs[name])

    def _write(self, projet, name, value):
        before = getattr(projet.municipalite, name)
        if before == value:
            return
        try:
            Municipalite._meta.get_field(name).run_validators(value)
        except ValidationError as error:
            projet.enregistrement.reject(" ".join([f"{self.titres[name]}\xa0:", *error.messages]))
        projet.champs[name] = value
        shown = _shown(projet.municipalite, name, value)
        if before in (None, ""):
            effet = _("inscrit «\xa0%(apres)s\xa0»") % {"apres": shown}
        else:
            values = {"avant": _shown(projet.municipalite, name, before), "apres": shown}
            effet = _("remplace «\xa0%(avant)s\xa0» par «\xa0%(apres)s\xa0»") % values
        self._say(projet, name, effet)

    def _say(self, projet, cle, effet):
        projet.enregistrement.details.append(
            Detail(self.titres[cle], " ".join(projet.textes[cle][:300].split()), effet)
        )

    def _plan_parent(self, projet, fiche):
        row, read = projet.enregistrement, fiche.attributs
        region = self._find_place(row, "region", read.get("region"), self.base.find_region)
        mrc = None
        if read.get("mrc") and place_key(read["mrc"]) not in HORS_MRC:
            mrc = self._find_place(row, "mrc", read["mrc"], lambda texte: self.base.find_mrc(texte, region))
        # A file that gives only the region does not take a city out of its MRC.
        place = mrc or self.base.mrc_of(projet.municipalite)
        if place and region and self.base.region_of(place) != region.pk:
            sentence = _("La MRC %(mrc)s n’est pas dans la région %(region)s.")
            row.reject(sentence % {"mrc": place, "region": region})
        elif mrc or (region and not place):
            self._change_parent(projet, mrc or region, "mrc" if mrc else "region")
        elif projet.municipalite.pk is None:
            row.avertissements.append(_("Ni région ni MRC\xa0: à compléter."))

    def _find_place(self, row, cle, texte, find):
        place = find(texte) if texte else None
        if texte and place is None:
            sentence = _("%(colonne)s\xa0: «\xa0%(lu)s\xa0» est inconnu, laissé de côté.")
            row.avertissements.append(sentence % {"colonne": self.titres[cle], "lu": texte[:150]})
        return place

    def _change_parent(self, projet, place, cle):
        before = self.base.places.get(projet.municipalite.parent_id)
        if before is not None and before.pk == place.pk:
            return
        projet.champs["parent"] = place
        effet = _("fait partie de %(apres)s") % {"apres": place}
        if before is not None:
            values = {"avant": before, "apres": place}
            effet = _("fera partie de %(apres)s plutôt que de %(avant)s") % values
        self._say(projet, cle, effet)

    # --- Figures ---

    def _plan_figures(self, projet, fiche):
        for cle, nombre in fiche.chiffres.items():
            if cle in self.colonnes:
                self._plan_figure(projet, cle, nombre)

    def _plan_figure(self, projet, cle, nombre):
        target = self.colonnes[cle]
        is_known, before = self.chiffres.find((projet.municipalite.pk, *target))
        if nombre.est_vide or (nombre.valeur is None and is_known):
            return
        if nombre.valeur is None:
            motif = Motif(nombre.motif).label.lower()
            effet = _("inscrit comme absent\xa0: %(motif)s") % {"motif": motif}
        elif before is None:
            effet = _("inscrit %(apres)s") % {"apres": _figure(nombre.valeur)}
        elif before == nombre.valeur:
            return
        else:
            values = {"avant": _figure(before), "apres": _figure(nombre.valeur)}
            effet = _("%(apres)s au lieu de %(avant)s") % values
        projet.chiffres[target] = nombre
        self._say(projet, cle, effet)


def _figure(nombre):
    return format_integer(nombre, langue="fr")


def _bad_coordinates(attributs):
    latitude, longitude = attributs.get("latitude"), attributs.get("longitude")
    if (latitude is None) != (longitude is None):
        yield _("La latitude et la longitude vont ensemble.")
    elif latitude is not None and not (
        LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
    ):
        yield _("Les coordonnées ne tombent pas au Québec.")


def _shown(municipalite, name, value):
    """A stored value as the report names it."""
    choices = dict(municipalite._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))
