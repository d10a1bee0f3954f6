"""The catalogue of open data: what each set holds, who its facts come from, what was released of it."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import override

from ..models import Parution
from ..registre import JeuDonnees
from .jeux import count_lines, list_jeux

# What the catalogue says of a source.
SAID = {"producteur", "titre", "licence", "attribution"}
ORGANISATION = {"@type": "Organization", "name": "GEDCIQ"}
MIMES = {"csv": "text/csv", "json": "application/json"}


@dataclass(frozen=True)
class FicheJeu:
    """A set as its entry shows it; `parutions` begin with the last one."""

    jeu: JeuDonnees
    lignes: int
    sources: list
    parutions: list

    @property
    def derniere(self):
        return self.parutions[0] if self.parutions else None


def describe_jeux():
    """One query for the lines of all, one for their releases, one per set that has sources."""
    jeux = list_jeux()
    lines, parutions = count_lines(jeux), defaultdict(list)
    for parution in Parution.objects.defer("contenu").order_by("-jour"):
        parutions[parution.jeu].append(parution)
    return [FicheJeu(jeu, lines[jeu.code], list(jeu.sources()), parutions[jeu.code]) for jeu in jeux]


def is_translated(sources):
    """The words of the catalogue are; those of its sources may not be."""
    return all(SAID.isdisjoint(source.missing_translations("en")) for source in sources)


def is_catalogue_translated():
    return is_translated(source for jeu in list_jeux() for source in jeu.sources())


def catalogue_json_ld(fiches, *, langue, origine):
    """A `DataCatalog` of schema.org: known values only, so no licence that nobody has given."""
    with override(langue):
        page = origine + reverse("donnees-liste")
        return {
            "@context": "https://schema.org",
            "@type": "DataCatalog",
            "url": page,
            "publisher": ORGANISATION,
            "dataset": [_dataset(fiche, page, langue) for fiche in fiches],
        }


def _dataset(fiche, page, langue):
    jeu = fiche.jeu
    dataset = {
        "@type": "Dataset",
        "@id": f"{page}#{jeu.code}",
        "url": f"{page}#{jeu.code}",
        "name": str(jeu.titre),
        "description": str(jeu.description),
        "identifier": jeu.code,
        "creator": ORGANISATION,
        "isAccessibleForFree": True,
        "variableMeasured": jeu.noms,
        "distribution": [_download(f"{page}{jeu.code}.{suffix}", mime) for suffix, mime in MIMES.items()],
    }
    if fiche.sources:
        dataset["isBasedOn"] = [_work(source, langue) for source in fiche.sources]
    if fiche.derniere:
        dataset["distribution"].append(_release(page, fiche.derniere))
    return dataset


def _download(address, mime):
    return {"@type": "DataDownload", "encodingFormat": mime, "contentUrl": address}


def _release(page, parution):
    address = f"{page}{parution.jeu}/{parution.jour}.csv"
    dated = {"datePublished": parution.jour.isoformat(), "sha256": parution.empreinte}
    return _download(address, MIMES["csv"]) | dated


def _work(source, langue):
    said = {name: source.text_in(name, langue)[0] for name in SAID}
    facts = {
        "name": said["titre"],
        "publisher": {"@type": "Organization", "name": said["producteur"]},
        "url": source.url,
        "license": said["licence"] and {"@type": "CreativeWork", "name": said["licence"]},
        "creditText": said["attribution"],
    }
    return {"@type": "CreativeWork"} | {name: value for name, value in facts.items() if value}
