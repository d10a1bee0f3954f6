"""One message to several people: chosen, tried on oneself, then sent once to each."""

import json
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import registre
from ..domain.edition import recording, save_edited
from ..models import DestinataireEnvoi, Envoi
from ..traduction import is_filled
from .adresses import clean_address
from .depot import post_courriel
from .nettoyage import clean_line
from .suites import returned_addresses

# Two clicks on « M’envoyer un essai » are one.
REPIT = timedelta(seconds=30)


def create_envoi(destinataires, *, by):
    """A message to write to these `registre.Personne`, each address once; those without one are left out."""
    require_permission(by, "add")
    personnes = {
        clean_address(personne.courriel): personne for personne in destinataires if personne.courriel
    }
    if not personnes:
        raise ValidationError(_("Aucune des personnes choisies n’a d’adresse."))
    with recording(by=by, comment=_("Création")):
        envoi = save_edited(Envoi(objet_fr="", texte_fr=""), by=by)
        DestinataireEnvoi.objects.bulk_create(
            DestinataireEnvoi(
                envoi=envoi, courriel=adresse, nom=clean_line(personne.nom)[:150], langue=personne.langue
            )
            for adresse, personne in personnes.items()
        )
    return envoi


def langue_for(envoi, destinataire):
    """English for who reads it, once it is whole; else French."""
    return "en" if destinataire.langue == "en" and envoi.is_translated("en") else "fr"


def langues_of(envoi):
    """The languages this message will really speak, French first."""
    found = {langue_for(envoi, destinataire) for destinataire in envoi.destinataires.all()}
    return [langue for langue in ("fr", "en") if langue in found]


def words_of(envoi, langue):
    return {"objet": getattr(envoi, f"objet_{langue}"), "texte": getattr(envoi, f"texte_{langue}")}


def empreinte_of(envoi):
    """What was tried: the words of both languages."""
    words = [words_of(envoi, "fr"), words_of(envoi, "en")]
    return sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def is_tried(envoi):
    return bool(envoi.essai_empreinte) and envoi.essai_empreinte == empreinte_of(envoi)


@transaction.atomic
def try_envoi(envoi, *, by):
    """Send oneself the exact words, once in each language used; return those languages."""
    require_permission(by, "change")
    envoi = lock_draft(envoi)
    require_words(envoi)
    langues = langues_of(envoi)
    now = timezone.now()
    if is_tried(envoi) and envoi.essai_le > now - REPIT:
        return langues
    for langue in langues:
        post_courriel(
            "envoi_essai",
            evenement=f"envoi_essai:{envoi.pk}:{now.isoformat()}:{langue}",
            destinataire=by.courriel,
            nom=by.nom,
            langue=langue,
            contexte=words_of(envoi, langue),
            by=by,
        )
    Envoi.objects.filter(pk=envoi.pk).update(essai_empreinte=empreinte_of(envoi), essai_le=now)
    return langues


@transaction.atomic
def send_envoi(envoi, *, by, nombre):
    """Send the words that were tried to each of the `nombre` people; once, whatever is clicked.

    Returns how many mails were made: 0 when it had left already.
    """
    require_permission(by, "change")
    envoi = lock(envoi)
    if envoi.envoye_le:
        return 0
    require_words(envoi)
    if not is_tried(envoi):
        raise ValidationError(_("Ce texte n’a pas encore été essayé\xa0: envoyez-vous un essai."))
    destinataires = list(envoi.destinataires.all())
    if len(destinataires) != nombre:
        raise ValidationError(_("La liste des destinataires a changé\xa0: relisez-la."))
    with recording(by=by, comment=_("Envoi")):
        envoi.envoye_le, envoi.envoye_par = timezone.now(), by
        save_edited(envoi, by=by)
    for destinataire in destinataires:
        langue = langue_for(envoi, destinataire)
        post_courriel(
            "envoi",
            evenement=f"envoi:{envoi.pk}",
            destinataire=destinataire.courriel,
            nom=destinataire.nom,
            langue=langue,
            contexte=words_of(envoi, langue),
            by=by,
            envoi=envoi,
        )
    return nombre


@transaction.atomic
def remove_destinataire(envoi, pk, *, by):
    """Leave one person out; return the address, or "" when it was out already."""
    require_permission(by, "change")
    envoi = lock_draft(envoi)
    destinataire = envoi.destinataires.filter(pk=pk).first()
    if destinataire is None:
        return ""
    destinataire.delete()
    return destinataire.courriel


def warnings_for(adresses):
    """{address: why not to write there, in French}, of those something is known against."""
    adresses = list(adresses)
    found = dict.fromkeys(returned_addresses(adresses), _("Le dernier courriel est revenu."))
    for warn in registre.avertissements:
        found |= warn(adresses)
    return found


def lock(envoi):
    return Envoi.objects.select_for_update().get(pk=envoi.pk)


def lock_draft(envoi):
    envoi = lock(envoi)
    if envoi.envoye_le:
        raise ValidationError(_("Cet envoi est parti\xa0: il ne change plus."))
    return envoi


def require_words(envoi):
    if not (is_filled(envoi.objet_fr) and is_filled(envoi.texte_fr)):
        raise ValidationError(_("Écrivez d’abord l’objet et le texte, puis enregistrez."))
    if not envoi.destinataires.exists():
        raise ValidationError(_("Il n’y a plus de destinataire."))


def require_permission(by, act):
    if not by.has_perm(f"gediq.{act}_envoi"):
        raise PermissionDenied
