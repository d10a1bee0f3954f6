"""A list of contacts: whom each row would add or change, then doing it in one transaction.

Known by the address in the same place, else by the name in it. An empty cell erases nothing.
"""

from dataclasses import dataclass, field
from itertools import count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited
from gediq.models import Theme
from gediq.recherche.normaliseur import fold
from gediq.typographie import format_dates

from ...models import Contact
from .coordonnees import same_number
from .doublons import settle_doublons
from .entetes import read_tableau
from .fiches_contacts import FicheContact, find_colonne, name_key, read_fiche
from .lieux import Lieux
from .rapport import Action, Detail, Enregistrement, Rapport
from .repertoire import Repertoire, keys_of

# A list of people to call; beyond this, the file is something else.
MAX_CONTACTS = 10_000
QUI = frozenset({"courriel", "nom", "telephone"})
OU = frozenset({"code", "mrc", "organisme", "territoire"})
SIMPLES = ("nom", "fonction", "courriel", "telephone", "langue", "verifie_le", "parti_le")


@dataclass
class Projet:
    """What one accepted row will write."""

    contact: Contact
    enregistrement: Enregistrement
    fiche: FicheContact
    champs: dict = field(default_factory=dict)
    themes: list = field(default_factory=list)


@dataclass
class Plan:
    """A report, and the power to do what it says."""

    rapport: Rapport
    projets: list[Projet] = field(default_factory=list)

    def apply(self, *, importation, by):
        """Write the accepted rows; the caller holds the transaction."""
        with recording(by=by, comment=_("Importation de contacts")):
            for projet in self.projets:
                for name, value in projet.champs.items():
                    setattr(projet.contact, name, value)
                save_edited(projet.contact, by=by)
                projet.contact.themes.add(*projet.themes)


def plan_contacts(fichier, *, options=None, lock=False, progress=lambda done: None):
    """Read `fichier` against the database."""
    tableau = read_tableau(fichier, find_colonne, [OU, QUI])
    plan = Plan(Rapport(remarques=_remarks(tableau)))
    planner = Planificateur(tableau, plan, lock=lock)
    for rangee in tableau.rangees(MAX_CONTACTS):
        row = Enregistrement(rangee.numero)
        plan.rapport.enregistrements.append(row)
        planner.read(rangee, row)
        progress(rangee.numero)
    planner.settle()
    return plan


def _remarks(tableau):
    remarks = []
    if tableau.inconnues:
        names = ", ".join(f"«\xa0{name}\xa0»" for name in tableau.inconnues)
        remarks.append(_("Colonnes inconnues, laissées de côté\xa0: %(noms)s.") % {"noms": names})
    if tableau.autres_feuilles:
        names = ", ".join(f"«\xa0{name}\xa0»" for name in tableau.autres_feuilles)
        remarks.append(_("Autres feuilles, non lues\xa0: %(noms)s.") % {"noms": names})
    return remarks


class Planificateur:
    """Reads every row first: two of them may be about one person."""

    def __init__(self, tableau, plan, *, lock):
        self.tableau, self.plan = tableau, plan
        self.lieux, self.repertoire = Lieux(lock=lock), Repertoire(lock=lock)
        self.themes = {fold(name): theme for theme in Theme.objects.all() for name in _names_of(theme)}
        self.lues = {}

    def read(self, rangee, row):
        """Keep the row if it is about somebody, somewhere; else say why not."""
        texts = [texte for texte in rangee.cellules if texte]
        if self.tableau.repeats_entete(rangee):
            row.motif = _("Ligne d’en-têtes répétée.")
        elif len(texts) == 1 and "@" not in texts[0]:
            row.motif = _("Note autour du tableau.")
        else:
            fiche = read_fiche(rangee, self.tableau.titres)
            row.avertissements = fiche.avertissements
            row.nom = " – ".join(filter(None, (fiche.get("territoire"), _person(fiche))))
            for raison, motif in fiche.erreurs:
                row.reject(motif, raison)
            self._place(row, fiche)

    def _place(self, row, fiche):
        try:
            lieu = self.lieux.find(fiche)
        except ValidationError as error:
            row.reject(" ".join(error.messages), "lieu")
            return
        territoire, organisme = lieu
        row.code = territoire.code if territoire else ""
        row.nom = " – ".join(filter(None, (str(territoire or organisme), _person(fiche))))
        self.lues[row.ligne] = (row, fiche, lieu)

    def settle(self):
        """Rows that share an address or a name in one place are about one person."""
        entries = [
            (groupe, (fiche.attributs, sorted(fiche.erreurs)), row)
            for groupe, (row, fiche, lieu) in zip(self._groups(), self.lues.values(), strict=True)
        ]
        sentence = _(
            "Contredit une autre ligne de la même personne ou de la même adresse (ligne %(lignes)s)."
        )
        for row in settle_doublons(entries, sentence):
            if row.action != Action.REJETER:
                self._plan(*self.lues[row.ligne])

    def _groups(self):
        """A number for each row read, the same for those about one person."""
        numbers, by_key, parents = count(), {}, {}

        def root(number):
            while parents[number] != number:
                number = parents[number]
            return number

        own = []
        for _row, fiche, lieu in self.lues.values():
            number = next(numbers)
            parents[number] = number
            own.append(number)
            for cle in keys_of(lieu, fiche.get("courriel"), fiche.cle_nom):
                parents[root(by_key.setdefault(cle, number))] = root(number)
        return [root(number) for number in own]

    # --- One row ---

    def _plan(self, row, fiche, lieu):
        try:
            known = self.repertoire.find(lieu, fiche)
        except ValidationError as error:
            row.reject(" ".join(error.messages), error.code)
            return
        if known and known.parti_le:
            self._ignore(row, "parti", _("Cette personne est partie\xa0: rien n’est changé."))
        elif known is None and fiche.get("parti_le"):
            self._ignore(row, "parti", _("Personne partie, et inconnue\xa0: laissée de côté."))
        else:
            self._project(row, fiche, lieu, known)

    def _ignore(self, row, raison, motif):
        row.motif = motif
        row.raisons.append(raison)

    def _project(self, row, fiche, lieu, known):
        territoire, organisme = lieu
        projet = Projet(known or Contact(territoire=territoire, organisme=organisme), row, fiche)
        if known and known.nom and fiche.cle_nom and known.cle_nom != fiche.cle_nom:
            row.avertissements.append(_("Même adresse, autre nom\xa0: est-ce bien la même personne?"))
        for name in SIMPLES:
            if fiche.get(name):
                self._write(projet, name, fiche.get(name))
        if known and organisme and known.organisme_id != organisme.pk:
            self._change(projet, "organisme", organisme, known.organisme or "")
        self._plan_themes(projet)
        if projet.champs or projet.themes:
            row.action = Action.METTRE_A_JOUR if known else Action.CREER
            self.plan.projets.append(projet)
        else:
            self._ignore(row, "rien", _("Rien à changer."))

    def _write(self, projet, name, value):
        before = getattr(projet.contact, name)
        is_new = projet.contact._state.adding
        if not is_new and (before == value or _is_same(name, before, value)):
            return
        self._change(projet, name, value, "" if is_new else before)

    def _change(self, projet, name, value, before):
        projet.champs[name] = value
        if before in (None, ""):
            effet = _("inscrit «\xa0%(apres)s\xa0»") % {"apres": _shown(name, value)}
        else:
            values = {"avant": _shown(name, before), "apres": _shown(name, value)}
            effet = _("remplace «\xa0%(avant)s\xa0» par «\xa0%(apres)s\xa0»") % values
        self._say(projet, name, effet)

    def _plan_themes(self, projet):
        """Those the file names are added; none is taken away."""
        known = set() if projet.contact._state.adding else {theme.pk for theme in projet.contact.themes.all()}
        for name in projet.fiche.attributs.get("themes", ()):
            theme = self.themes.get(fold(name))
            if theme is None:
                sentence = _("Le thème «\xa0%(nom)s\xa0» est inconnu, laissé de côté.")
                projet.enregistrement.avertissements.append(sentence % {"nom": name[:60]})
            elif theme.pk not in known:
                known.add(theme.pk)
                projet.themes.append(theme)
                self._say(projet, "themes", _("ajoute «\xa0%(nom)s\xa0»") % {"nom": theme})

    def _say(self, projet, name, effet):
        titres, textes = self.tableau.titres, projet.fiche.textes
        cle = name if name in titres else "poste"
        read = " ".join(textes.get(cle, "")[:300].split())
        projet.enregistrement.details.append(Detail(titres.get(cle, name), read, effet))


def _person(fiche):
    return fiche.get("nom") or fiche.get("courriel")


def _names_of(theme):
    return filter(None, (theme.nom_fr, theme.nom_en, theme.slug))


def _is_same(name, before, value):
    if name == "nom":
        return name_key(before) == name_key(value)
    if name == "telephone":
        return same_number(before, value)
    return name == "verifie_le" and before is not None and before >= value


def _shown(name, value):
    if name in ("verifie_le", "parti_le"):
        return format_dates([value], langue="fr")
    return str(dict(Contact._meta.get_field(name).flatchoices).get(value, value))
