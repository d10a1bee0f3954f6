"""The one place where apps hand each other what they offer, in `AppConfig.ready()`.

`gediq` reads it and never imports the apps above it; only `gediq/urls.py` names them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Controle:
    """A named data check: which rows of `model` want work, and how to say it.

    The same object gives a line of « À faire », the filter `?a_faire=<code>` of the admin list and
    a line of the command `verifier_donnees`.
    """

    code: str
    libelle: str
    model: type[Model]
    rows: Callable[[], QuerySet]


@dataclass(frozen=True)
class SourceRecherche:
    """How one model enters the search table.

    `rows(pks)` gives the public-to-be rows among `pks` (all when None) with what `build` reads;
    `build(row, langue)` gives (title, rich or plain text); `visible_from(row)` the moment from which
    a visitor may see it, or None when it is not public. `dependents` maps a model whose change also
    changes these rows to a function giving their primary keys. `labels(pks, langue)` tells, of some of
    them, more than the name of their kind: {pk: « Séance, 14 mars 2019 »}.
    """

    model: type[Model]
    rows: Callable[[Iterable | None], QuerySet]
    build: Callable[[Model, str], tuple[str, str]]
    visible_from: Callable[[Model], object]
    dependents: dict[type[Model], Callable[[Model], Iterable]] = field(default_factory=dict)
    labels: Callable[[Iterable, str], dict] = lambda pks, langue: {}


@dataclass(frozen=True)
class Chargement:
    """A step of `charger_source`: re-runnable, never overwrites what staff edited.

    `run()` yields the lines of its report, in French.
    """

    rang: int
    libelle: str
    run: Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Contenu:
    """What the page of a municipality may have to show: the directory opens on those that have some.

    `rows()` gives, for visitors, (one of the codes of `libelles`, primary key of a territory). With
    `est_couvrant`, what an MRC has its municipalities have too: an agreement, and not the presence of
    one person at a session.
    """

    libelles: dict[str, str]
    rows: Callable[[], QuerySet]
    est_couvrant: bool = False


@dataclass(frozen=True)
class Demonstration:
    """Invented data of one app: `load()` adds what is missing, `remove()` leaves no trace.

    Both yield the lines of their report, in French. Later ranks stand on earlier ones: loaded after
    them, removed before.
    """

    rang: int
    libelle: str
    load: Callable[[], Iterable[str]]
    remove: Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Volume:
    """Rows for measuring: `charger_volume --<option> N` calls `load(N)`, which says what there is."""

    rang: int
    option: str
    libelle: str
    defaut: int
    load: Callable[[int], str]


# What tells one set among those of its kind, all in text: the kind, the key, what tells two alike apart,
# the name, what is read when there is no name.
CHOIX = ("ensemble", "cle", "repere", "nom_fr", "nom_en", "secours_fr", "secours_en")


@dataclass(frozen=True)
class Ensemble:
    """A kind of sets of territories whose coverage can be asked for: those of a programme, of a session.

    `rows(cle, jour)` gives the territories of one set, for visitors; `jour` is None when no day is asked,
    unless `est_du_jour`: then it is today. `choices(cle)` gives the sets of this kind, `cle` among them
    if it exists, in the columns `CHOIX`: one query reads those of every kind. Without it there is one.
    """

    code: str
    libelle: str
    rows: Callable[[str, date | None], QuerySet]
    choices: Callable[[str], QuerySet] | None = None
    est_du_jour: bool = False

    @property
    def is_single(self):
        return self.choices is None


@dataclass(frozen=True)
class Calcul:
    """The computed twin of an announced figure: a count, or a share with its two terms."""

    numerateur: int
    denominateur: int | None = None


TYPES = {
    "string": _("texte"),
    "integer": _("entier"),
    "number": _("nombre"),
    "boolean": _("vrai ou faux"),
    "date": _("date"),
}


@dataclass(frozen=True)
class Colonne:
    """A column of an open data set. Its name and its type are a promise: same in both languages, for good.

    `type` is a word of Table Schema, one of `TYPES`.
    """

    nom: str
    type: str
    description: str

    @property
    def libelle_type(self):
        return TYPES[self.type]


@dataclass(frozen=True)
class JeuDonnees:
    """An open data set of the page « Données », the same in every format and in both languages.

    `rows()` streams its lines in a stable order, each with one value of `str`, `int`, `float`, `bool` or
    None per column; never an invented row, never the name of a person: a release cannot be taken back.
    `lines()` is a query that counts as many. `cle` names the columns that tell its lines apart.
    `sources()` gives who its facts come from; without any, they are the organisation's own.
    """

    rang: int
    code: str
    titre: str
    description: str
    colonnes: tuple[Colonne, ...]
    lines: Callable[[], QuerySet]
    rows: Callable[[], Iterable[tuple]]
    cle: tuple[str, ...] = ()
    sources: Callable[[], Iterable] = tuple

    @property
    def noms(self):
        return [colonne.nom for colonne in self.colonnes]


@dataclass(frozen=True)
class ModeleCourriel:
    """A kind of mail; its words are in `templates/emails/<code>.txt`, subject on the first line.

    `fill(courriel)` is called when the mail leaves: it makes the links and codes that the stored text only
    names ({"lien": "https://…"}), or says None when there is nothing to send any more. With `resolve`, the
    mail answers to an address somebody typed: written when it leaves, to the account or the person that
    `resolve(courriel)` finds (its language, its name), and not at all when there is None; the row is the
    same either way.
    """

    code: str
    libelle: str
    fill: Callable[[Model], dict[str, str] | None] = lambda courriel: {}
    resolve: Callable[[Model], "Personne | None"] | None = None


@dataclass(frozen=True)
class Personne:
    """Whom a mail is for."""

    courriel: str
    nom: str = ""
    langue: str = "fr"


@dataclass(frozen=True)
class Transfert:
    """What moves when somebody replaces somebody: access, invitations, later registrations and answers.

    `run(ancien, nouveau, by=)` takes two `Personne`, and says in French what moved, a line each. It runs in
    the transaction of the whole replacement.
    """

    rang: int
    run: Callable[..., Iterable[str]]


@dataclass(frozen=True)
class Effacement:
    """What one app keeps of a person, known by the work address.

    `people()` gives (address, name) of everybody it names. `find(courriel)` says what there is of one person,
    a line each; `erase(courriel)` leaves none of those rows; `texts()` gives (rows, columns, what is written
    instead) of the texts of others where the person may be named too.
    """

    rang: int
    people: Callable[[], Iterable[tuple[str, str]]]
    find: Callable[[str], Iterable[str]]
    erase: Callable[[str], None]
    texts: Callable[[], Iterable[tuple[QuerySet, tuple[str, ...], str]]]


@dataclass(frozen=True)
class FileAttente:
    """What waits for one member of staff: `rows(utilisateur)`; `transfer(utilisateur, successeur, by=)`."""

    code: str
    libelle: str
    rows: Callable[[Model], QuerySet]
    transfer: Callable[..., None]


controles: list[Controle] = []
recherche: list[SourceRecherche] = []
chargements: list[Chargement] = []
demonstrations: list[Demonstration] = []
volumes: list[Volume] = []
# Code of an announced figure → the rows its computed twin counts; none at all is no twin, not zero.
calculs: dict[str, Callable[[], QuerySet]] = {}
# Code of an announced count → code of the announced count it is a part of: 32 answered, of 54 contacted.
parts: dict[str, str] = {}
plans: dict[str, type] = {}
contenus: list[Contenu] = []
jeux: list[JeuDonnees] = []
ensembles: list[Ensemble] = []
courriels: dict[str, ModeleCourriel] = {}
transferts: list[Transfert] = []
effacements: list[Effacement] = []
files_attente: list[FileAttente] = []
# What each app no longer has a reason to keep; called on the timer of mail.
oublis: list[Callable[[], None]] = []
# Addresses → {address: what is known against writing there, in words}.
avertissements: list[Callable[[Iterable[str]], dict[str, str]]] = []


def controles_of(model):
    return [controle for controle in controles if controle.model is model]
