"""A municipality as schema.org tells it to search engines: official facts alone."""

SCHEMA = "https://schema.org"


def municipalite_json_ld(municipalite, *, adresse):
    data = {
        "@context": SCHEMA,
        "@type": "AdministrativeArea",
        "name": municipalite.nom,
        "identifier": municipalite.code,
        "mainEntityOfPage": adresse,
        "url": municipalite.site_web,
        "geo": _point(municipalite),
        "containedInPlace": _container(municipalite.parent),
    }
    return {name: value for name, value in data.items() if value}


def _container(territoire):
    if territoire is None:
        return None
    data = {"@type": "AdministrativeArea", "name": territoire.nom}
    return {**data, **({"containedInPlace": _container(territoire.parent)} if territoire.parent else {})}


def _point(municipalite):
    if municipalite.latitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(municipalite.latitude),
        "longitude": float(municipalite.longitude),
    }
