"""The columns of the open data about municipalities, each with what it holds."""

from django.utils.translation import gettext_lazy as _

from gediq.registre import Colonne

MUNICIPALITES = (
    Colonne("code", "string", _("Code géographique officiel, cinq chiffres avec ses zéros de tête.")),
    Colonne("nom", "string", _("Nom officiel, lettre pour lettre; deux municipalités peuvent le partager.")),
    Colonne("nature", "string", _("ville, municipalite, paroisse, village, canton, cantons_unis…")),
    Colonne("mrc_code", "string", _("Code de la MRC; vide hors MRC.")),
    Colonne("mrc", "string", _("Nom de la MRC.")),
    Colonne("region_code", "string", _("Code de la région administrative, de 01 à 17.")),
    Colonne("region", "string", _("Nom de la région administrative.")),
    Colonne(
        "latitude", "number", _("Latitude d’un point central habité, en degrés, WGS\xa084; vide si inconnue.")
    ),
    Colonne("longitude", "number", _("Longitude du même point.")),
    Colonne("site_web", "string", _("Adresse du site de la municipalité.")),
    Colonne("date_fin", "date", _("Jour où la municipalité a cessé d’exister; vide si elle existe.")),
    Colonne("successeur_code", "string", _("Code de la municipalité qui l’a remplacée.")),
)
INDICATEURS = (
    Colonne("code", "string", _("Repère stable de l’indicateur, par exemple imm.")),
    Colonne("libelle_fr", "string", _("Ce qui est compté, en français.")),
    Colonne("libelle_en", "string", _("Ce qui est compté, en anglais; vide si ce n’est pas traduit.")),
    Colonne("libelle_part_fr", "string", _("Nom de la part calculée, en français, s’il y a une base.")),
    Colonne("libelle_part_en", "string", _("Nom de la part calculée, en anglais.")),
    Colonne(
        "famille", "string", _("population, immigration, diversite, langue, emploi, logement ou scolarite.")
    ),
    Colonne("unite", "string", _("personnes, menages, pourcentage, dollars ou nombre.")),
    Colonne("decimales", "integer", _("Nombre de décimales avec lequel le chiffre se montre.")),
    Colonne("base", "string", _("Code de l’indicateur dont celui-ci est une partie.")),
    Colonne("definition_fr", "string", _("Qui est compté et comment, en français.")),
    Colonne("definition_en", "string", _("Qui est compté et comment, en anglais.")),
)
VALEURS = (
    Colonne("niveau", "string", _("province, region, mrc, municipalite, arrondissement ou agglomeration.")),
    Colonne("code", "string", _("Code du territoire\xa0: QC, 01 à 17, code de MRC ou code géographique.")),
    Colonne("territoire", "string", _("Nom officiel du territoire.")),
    Colonne("indicateur", "string", _("Code de l’indicateur, décrit dans le jeu «\xa0indicateurs\xa0».")),
    Colonne("annee", "integer", _("Année que le chiffre décrit, et non celle de sa publication.")),
    Colonne("valeur", "number", _("Le chiffre; vide s’il est absent, jamais zéro par défaut.")),
    Colonne("motif", "string", _("Pourquoi il est absent\xa0: confidentiel, non_disponible ou sans_objet.")),
    Colonne(
        "base",
        "number",
        _("Dénominateur publié avec le chiffre; vide, c’est la valeur de l’indicateur de base."),
    ),
    Colonne("qualite", "string", _("officielle, calculee ou estimee.")),
    Colonne("source", "string", _("Code de la source, décrite dans le jeu «\xa0sources\xa0».")),
    Colonne("note_fr", "string", _("Ce qu’il faut savoir de ce chiffre seul, en français.")),
    Colonne("note_en", "string", _("La même note en anglais.")),
)
SOURCES = (
    Colonne("code", "string", _("Repère stable de la source.")),
    Colonne("producteur_fr", "string", _("Qui publie, en français.")),
    Colonne("producteur_en", "string", _("Qui publie, en anglais.")),
    Colonne("titre_fr", "string", _("Tableau, recensement ou rapport, en français.")),
    Colonne("titre_en", "string", _("Tableau, recensement ou rapport, en anglais.")),
    Colonne("licence_fr", "string", _("Conditions de reprise, en français.")),
    Colonne("licence_en", "string", _("Conditions de reprise, en anglais.")),
    Colonne("attribution_fr", "string", _("Mention que la licence demande de montrer, en français.")),
    Colonne("attribution_en", "string", _("Mention que la licence demande de montrer, en anglais.")),
    Colonne("note_fr", "string", _("Limites et arrondis, en français.")),
    Colonne("note_en", "string", _("Limites et arrondis, en anglais.")),
    Colonne("url", "string", _("Adresse où lire la source.")),
    Colonne("consultee_le", "date", _("Jour où les chiffres y ont été relevés.")),
)
ENTENTES = (
    Colonne("id", "integer", _("Identifiant permanent de l’entente.")),
    Colonne("programme", "string", _("Code du programme d’aide; vide s’il n’est pas connu.")),
    Colonne("programme_fr", "string", _("Nom du programme d’aide, en français.")),
    Colonne("programme_en", "string", _("Nom du programme d’aide, en anglais.")),
    Colonne("ministere_fr", "string", _("Ministère, sous le nom qu’il portait au début de l’entente.")),
    Colonne("ministere_en", "string", _("Nom anglais du ministère à cette date.")),
    Colonne("ministere_sigle", "string", _("Sigle du ministère à cette date.")),
    Colonne("mandataire", "string", _("Organisme qui agit pour les signataires, s’il y en a un.")),
    Colonne("date_debut", "date", _("Début de l’entente, s’il est connu.")),
    Colonne("date_fin", "date", _("Fin de l’entente, si elle est connue.")),
    Colonne("montant_ministere", "number", _("Montant versé par le ministère, en dollars.")),
    Colonne("montant_local", "number", _("Montant versé par les signataires, en dollars.")),
    Colonne(
        "signataire_niveau", "string", _("Niveau du signataire de cette ligne\xa0: municipalite ou mrc.")
    ),
    Colonne("signataire_code", "string", _("Code du signataire.")),
    Colonne("signataire", "string", _("Nom officiel du signataire.")),
    Colonne("url", "string", _("Où lire l’entente ou son annonce.")),
    Colonne("note_fr", "string", _("Ce que le lecteur doit savoir, en français.")),
    Colonne("note_en", "string", _("La même note en anglais.")),
)
