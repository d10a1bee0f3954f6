"""What staff take away: territories, agreements, contacts, and the figures of the territories listed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gediq.admin.exports import LOT, Export, heading

from ..models import Contact, Entente, Indicateur, Motif, Qualite, Source, Territoire, Valeur

TERRITOIRE = ("code", "nom", "niveau", "nature")
SITUATION = ("latitude", "longitude", "site_web", "date_fin", "est_fictif")


COLONNES = (
    *("territoire__code", "territoire__nom", "territoire__est_fictif", "indicateur", "source"),
    *("annee", "valeur", "motif", "base", "qualite", "note_fr"),
)


def territory_titles():
    fields = [heading(Territoire, name) for name in (*TERRITOIRE, *SITUATION)]
    return [*fields[: len(TERRITOIRE)], _("MRC"), _("Région administrative"), *fields[len(TERRITOIRE) :]]


def territory_rows(rows):
    for row in rows.select_related("parent__parent__parent").iterator(chunk_size=LOT):
        facts = row.code, row.nom, row.get_niveau_display(), row.get_nature_display()
        yield (*facts, row.mrc, row.region, *(getattr(row, name) for name in SITUATION))


def agreement_titles():
    names = ("programme_aide", "organisme", "mandataire", "date_debut", "date_fin", "montant_ministere")
    names = (*names, "montant_local", "url", "publication", "note_fr", "note_en")
    return [_("Codes des signataires"), _("Signataires"), *(heading(Entente, name) for name in names)]


def agreement_rows(rows):
    rows = rows.select_related("programme_aide").prefetch_related("organisme__noms", "signataires")
    for row in rows.iterator(chunk_size=LOT):
        signed = list(row.signataires.all())
        yield (
            " | ".join(place.code for place in signed),
            " | ".join(map(str, signed)),
            *(row.programme_aide, row.organisme, row.mandataire, row.date_debut, row.date_fin),
            *(row.montant_ministere, row.montant_local, row.url, row.get_publication_display()),
            *(row.note_fr, row.note_en),
        )


def figure_titles():
    names = ("annee", "valeur", "motif", "base", "qualite", "note_fr")
    return [
        *(_("Code géographique"), _("Territoire"), _("Code de l’indicateur"), _("Indicateur")),
        *(heading(Valeur, name) for name in names),
        *(_("Code de la source"), _("Source"), _("Donnée fictive")),
    ]


def figure_rows(territoires):
    """Every source's figure of the territories listed, in their order then in that of the indicators.

    Read without models: thirty thousand of them, with three others each, took twenty seconds.
    """
    indicateurs = {row.pk: (row.code, row.libelle) for row in Indicateur.objects.all()}
    sources = {row.pk: (row.code, str(row)) for row in Source.objects.all()}
    motifs, qualites = dict(Motif.choices), dict(Qualite.choices)
    rows = Valeur.objects.filter(territoire__in=territoires.order_by().values("pk"))
    rows = rows.order_by("territoire__cle_tri", "territoire", "indicateur__position", "annee", "pk")
    for row in rows.values(*COLONNES).iterator(chunk_size=LOT):
        yield (
            *(row["territoire__code"], row["territoire__nom"], *indicateurs[row["indicateur"]]),
            *(row["annee"], row["valeur"], motifs.get(row["motif"]), row["base"]),
            *(qualites[row["qualite"]], row["note_fr"], *sources[row["source"]]),
            row["territoire__est_fictif"],
        )


def contact_titles():
    first = ("nom", "fonction", "courriel", "telephone", "langue")
    rest = ("verifie_le", "parti_le", "remplace_par", "note")
    return [
        *(_("Code géographique"), heading(Contact, "territoire"), heading(Contact, "organisme")),
        *(heading(Contact, name) for name in first),
        heading(Contact, "themes"),
        *(heading(Contact, name) for name in rest),
    ]


def contact_rows(rows):
    """The columns that the import of contacts reads back."""
    rows = rows.select_related("territoire", "organisme", "remplace_par")
    rows = rows.prefetch_related("organisme__noms", "themes")
    for row in rows.iterator(chunk_size=LOT):
        place = (row.territoire.code, row.territoire.nom) if row.territoire else ("", "")
        yield (
            *(*place, row.organisme, row.nom, row.fonction, row.courriel, row.telephone),
            *(row.get_langue_display(), " | ".join(map(str, row.themes.all())), row.verifie_le),
            *(row.parti_le, row.remplace_par, row.note),
        )


EXPORT_CONTACTS = Export("liste", gettext_lazy("Cette liste"), contact_titles, contact_rows)
EXPORT_TERRITOIRES = Export("liste", gettext_lazy("Cette liste"), territory_titles, territory_rows)
EXPORT_ENTENTES = Export("liste", gettext_lazy("Cette liste"), agreement_titles, agreement_rows)
EXPORT_CHIFFRES = Export("chiffres", gettext_lazy("Chiffres de ces territoires"), figure_titles, figure_rows)
