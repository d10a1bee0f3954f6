"""Who may do what: five groups and one table. Applied after each migration, whatever was there."""

from django.utils.translation import gettext_noop as _

ALL_ACTIONS = ("view", "add", "change", "delete")

# What Rédaction writes, by model label. A model of the project named nowhere is Administration's alone.
CONTENT = (
    "programmation.programme",
    "programmation.financement",
    "programmation.cycle",
    "programmation.serie",
    "programmation.seance",
    "programmation.dateseance",
    "programmation.lieuseance",
    "programmation.avisseance",
    "programmation.referentiel",
    "programmation.typedocument",
    "programmation.document",
    "programmation.edition",
    "programmation.participation",
    "municipalites.entente",
    "municipalites.programmeaide",
    "municipalites.indicateur",
    "municipalites.source",
    "municipalites.valeur",
    "gediq.theme",
    "gediq.organisme",
    "gediq.nomorganisme",
    "gediq.identite",
    "gediq.page",
    "gediq.chiffreannonce",
    "gediq.lienapercu",
)
TERRITORIES = ("municipalites.territoire", "municipalites.municipalite")
# Written by the machine, read by all: what was imported, what changed, what was released.
TRACES = ("municipalites.importation", "municipalites.changementvaleur", "gediq.parution")
# Personal data: Lecture sees none of it.
PEOPLE = (
    "municipalites.contact",
    "municipalites.consentement",
    "municipalites.noteappel",
    "gediq.envoi",
    "gediq.destinataireenvoi",
)
# Written by the domain; staff read them, and act on them by buttons.
PEOPLE_TRACES = (
    "municipalites.accesmunicipal",
    "municipalites.invitation",
    "municipalites.releve",
    "gediq.courriel",
)
# A code is official: staff correct a territory, close it, and never delete it.
EDIT_ACTIONS = ("view", "add", "change")
ACCOUNTS = ("gediq.utilisateur",)

READING = dict.fromkeys((*CONTENT, *TERRITORIES, *TRACES), ("view",))
WRITING = (
    dict.fromkeys(CONTENT, ALL_ACTIONS)
    | dict.fromkeys(TERRITORIES, EDIT_ACTIONS)
    | dict.fromkeys(TRACES, ("view", "add"))
    | dict.fromkeys(PEOPLE, ALL_ACTIONS)
    | dict.fromkeys(PEOPLE_TRACES, EDIT_ACTIONS)
)
EVERYTHING = (
    WRITING
    | dict.fromkeys(TERRITORIES, ALL_ACTIONS)
    | dict.fromkeys(ACCOUNTS, EDIT_ACTIONS)
    | {"gediq.evenementcompte": ("view",)}
)

GROUPS = {
    _("Lecture"): READING,
    _("Rédaction"): WRITING,
    _("Relecture"): WRITING,
    _("Enquêtes"): WRITING,
    _("Administration"): EVERYTHING,
}


def apply_groups(Group, Permission):
    """Give each group exactly the permissions of the table."""
    existing = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type").order_by("pk")
    }
    for name, rights in GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(existing[key] for key in _codenames(rights) if key in existing)


def _codenames(rights):
    for label, actions in rights.items():
        app_label, model_name = label.split(".")
        for action in actions:
            yield app_label, f"{action}_{model_name}"
