"""People and what we write to them: nobody real, addresses that lead nowhere."""

from itertools import count

from django.utils import timezone

from gediq.models import Courriel, DestinataireEnvoi, Envoi
from municipalites.models import AccesMunicipal, Consentement, Contact, Invitation, NoteAppel, Releve

from .comptes import create_utilisateur
from .municipalites import create_municipalite

numbers = count(1)


def _as_stored(row):
    """Days given as text come back as days: the history needs them so."""
    row.refresh_from_db()
    return row


def create_contact(**fields):
    """Somebody of an invented municipality, unless `territoire` or `organisme` says otherwise."""
    number = next(numbers)
    defaults = {
        "nom": f"Contact d’essai {number}",
        "fonction": "Responsable d’essai",
        "courriel": f"contact{number}@exemple.org",
        "telephone": "514 555-0100",
    }
    if not {"territoire", "territoire_id", "organisme"} & set(fields):
        defaults["territoire_id"] = create_municipalite().pk
    return _as_stored(Contact.objects.create(**{**defaults, **fields}))


def create_consentement(contact=None, **fields):
    defaults = {"texte": "J’accepte de recevoir l’infolettre."}
    return Consentement.objects.create(contact=contact or create_contact(), **{**defaults, **fields})


def create_note_appel(contact=None, **fields):
    """A note about `contact`, or about the `territoire` given instead."""
    if contact is None and "territoire" not in fields and "territoire_id" not in fields:
        contact = create_contact()
    return _as_stored(NoteAppel.objects.create(contact=contact, **{"texte": "Rappel d’essai.", **fields}))


def create_acces(utilisateur=None, municipalite=None, **fields):
    """A municipal person (`est_municipal`) who may act for a municipality, role Rédaction."""
    return AccesMunicipal.objects.create(
        utilisateur=utilisateur or create_utilisateur(is_staff=False, est_municipal=True),
        municipalite=municipalite or create_municipalite(),
        **fields,
    )


def create_invitation(municipalite=None, **fields):
    number = next(numbers)
    defaults = {"courriel": f"invitee{number}@exemple.org", "nom": f"Personne invitée {number}"}
    return Invitation.objects.create(
        municipalite=municipalite or create_municipalite(), **{**defaults, **fields}
    )


def create_releve(**fields):
    number = next(numbers)
    defaults = {
        "ancien_courriel": f"ancienne{number}@exemple.org",
        "nom": f"Relève d’essai {number}",
        "courriel": f"releve{number}@exemple.org",
    }
    return Releve.objects.create(**{**defaults, **fields})


def create_courriel(**fields):
    """A mail already sent, unless `statut` says otherwise."""
    number = next(numbers)
    defaults = {
        "evenement": f"essai:{number}",
        "modele": "essai",
        "destinataire": f"destinataire{number}@exemple.org",
        "nom": f"Destinataire {number}",
        "objet": f"Objet d’essai {number}",
        "texte": "Texte d’essai.",
        "statut": Courriel.Statut.ENVOYE,
    }
    if fields.get("statut", Courriel.Statut.ENVOYE) == Courriel.Statut.ENVOYE:
        defaults["envoye_le"] = timezone.now()
    return Courriel.objects.create(**{**defaults, **fields})


def create_envoi(*adresses, **fields):
    """A message to several, written in both languages; every other one reads English."""
    number = next(numbers)
    defaults = {
        "objet_fr": f"Envoi d’essai {number}",
        "objet_en": f"Test mailing {number}",
        "texte_fr": "Bonjour à tous.\n\nÀ bientôt.",
        "texte_en": "Good morning, all.\n\nSee you soon.",
    }
    envoi = Envoi.objects.create(**{**defaults, **fields})
    for rank, adresse in enumerate(adresses or ("un@ville.example", "deux@ville.example")):
        DestinataireEnvoi.objects.create(
            envoi=envoi, courriel=adresse, nom=f"Personne {rank}", langue=("fr", "en")[rank % 2]
        )
    return envoi
