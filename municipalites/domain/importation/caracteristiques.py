"""What the Census Profile calls our indicators: its number for each census, and its name to confirm it.

Numbers change from one census to the next; a name that does not agree refuses the row rather than
store one thing for another. Names are compared in small letters, without accents or punctuation.
"""

import re

from gediq.recherche.normaliseur import WORD, fold

# Indicator → (number in 2016, number in 2021), None when the census does not publish it.
NUMEROS = {
    "pop": (1, 1),
    "pop_mp": (1140, 1527),
    "nonimm": (1141, 1528),
    "imm": (1142, 1529),
    "imm_rec": (1149, 1536),
    "rnp": (1150, 1537),
    "per_avant_1981": (1143, None),
    "per_avant_1980": (None, 1530),
    "per_1981_1990": (1144, None),
    "per_1980_1990": (None, 1531),
    "per_1991_2000": (1145, 1532),
    "per_2001_2010": (1146, 1533),
    "per_2011_2021": (None, 1534),
    "adm_1980": (1282, 1669),
    "adm_eco": (1283, 1670),
    "adm_fam": (1286, 1673),
    "adm_ref": (1287, 1674),
    "adm_autre": (1288, 1675),
    "gen1": (1279, 1666),
    "gen2": (1280, 1667),
    "gen3": (1281, 1668),
    "citoy_can": (1136, 1523),
    "citoy_autre": (1139, 1526),
    "minvis": (1324, 1684),
    "autoch": (1290, 1403),
    "lang_pop": (100, 383),
    "lang_en": (101, 384),
    "lang_fr": (102, 385),
    "lang_fr_en": (103, 386),
    "lang_aucune": (104, 387),
    "activite": (1870, 2228),
    "emploi": (1871, 2229),
    "chomage": (1872, 2230),
    "mfr": (857, 345),
    "menages": (1617, 1414),
    "log_loc": (1619, 1416),
    "log_taille": (1642, 1439),
    "scol_pop": (1698, 2014),
    "scol_aucun": (1699, 2015),
    "scol_sec": (1700, 2016),
    "scol_post": (None, 2018),
    "scol_univ": (1707, 2024),
}
RECENSEMENTS = (2016, 2021)
NOMS = {
    "pop": r"population {annee}",
    "pop_mp": r"total (immigrant status and period|statut d immigrant et periode) (of|d) immigration.*",
    "nonimm": r"non immigrants",
    "imm": r"immigrants",
    "imm_rec": r"(2011 (to|a) 2016|2016 (to|a) 2021)",
    "rnp": r"non permanent residents|residents non permanents",
    "per_avant_1981": r"(before|avant) 1981",
    "per_avant_1980": r"(before|avant) 1980",
    "per_1981_1990": r"1981 (to|a) 1990",
    "per_1980_1990": r"1980 (to|a) 1990",
    "per_1991_2000": r"1991 (to|a) 2000",
    "per_2001_2010": r"2001 (to|a) 2010",
    "per_2011_2021": r"2011 (to|a) 2021",
    "adm_1980": r"total (admission category|categorie d admission).*1980.*",
    "adm_eco": r"economic immigrants|immigrants economiques|immigration economique",
    "adm_fam": r"immigrants sponsored by family|immigrants parraines par la famille",
    "adm_ref": r"refugees|refugies",
    "adm_autre": r"other immigrants|autres immigrants",
    "gen1": r"first generation|premiere generation",
    "gen2": r"second generation|deuxieme generation",
    "gen3": r"third generation or more|troisieme generation ou plus",
    "citoy_can": r"canadian citizens|citoyens canadiens",
    "citoy_autre": r"not canadian citizens|.*\b(non|pas|sans)\b.*canadien.*",
    "minvis": r"total visible minority population"
    r"|(?!.*\b(pas|menages prives)\b).*population.*minorites? visibles?.*",
    "autoch": r"(aboriginal|indigenous) identity|identite autochtone",
    "lang_pop": r"total (knowledge of official languages|connaissance des langues officielles).*",
    "lang_en": r"english only|anglais seulement",
    "lang_fr": r"french only|francais seulement",
    "lang_fr_en": r"english and french|anglais et francais|francais et anglais",
    "lang_aucune": r"neither english nor french|ni (l )?anglais ni (le )?francais"
    r"|ni (le )?francais ni (l )?anglais",
    "activite": r"participation rate|taux d activite",
    "emploi": r"employment rate|taux d emploi",
    "chomage": r"unemployment rate|taux de chomage",
    "mfr": r"prevalence of low income.*low income measure after tax.*"
    r"|(prevalence|frequence|taux).*mesure de faible revenu apres impot.*",
    "menages": r"total (private households by tenure|menages prives selon le mode d occupation).*",
    "log_loc": r"renter|locataires?",
    "log_taille": r"not suitable|.*\b(non|pas)\b.*convenable.*",
    "scol_pop": r"total (highest certificate|plus haut certificat).*25 (to|a) 64.*",
    "scol_aucun": r"no certificate diploma or degree|aucun certificat diplome ou grade",
    "scol_sec": r"(high secondary|secondary high) school diploma.*|diplome d etudes secondaires.*",
    "scol_post": r"postsecondary certificate or diploma below bachelor level"
    r"|certificat ou diplome.*postsecondaires.*inferieur.*baccalaureat.*",
    "scol_univ": r"university certificate diploma or degree at bachelor level or above"
    r"|bachelor s degree or higher|.*baccalaureat ou .*(plus|superieur).*",
}


def numbers_of(annee):
    """{number as written in the file: code of the indicator} for that census."""
    rank = RECENSEMENTS.index(annee)
    return {str(numbers[rank]): code for code, numbers in NUMEROS.items() if numbers[rank]}


def agrees(code, annee, nom):
    """Is `nom` what this census calls the indicator?"""
    words = " ".join(WORD.findall(fold(nom)))
    return re.fullmatch(NOMS[code].replace("{annee}", str(annee)), words) is not None
