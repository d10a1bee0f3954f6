"""Whom to call: people and general mailboxes, what was said to them, and who replaces them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gediq.models import Editable, Organisme, Theme, Utilisateur, fold_email

from .territoire import Niveau, Territoire


class ContactQuerySet(models.QuerySet):
    def current(self):
        """Those who have not left."""
        return self.filter(parti_le__isnull=True)

    def real(self):
        """Without the invented ones of the demonstration."""
        return self.exclude(territoire__est_fictif=True)


class Contact(Editable):
    """A person at work, or a general mailbox. Only what their function makes known: no private data."""

    AGREGAT = ("consentements",)

    territoire = models.ForeignKey(
        Territoire,
        models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"niveau__in": [Niveau.MUNICIPALITE, Niveau.MRC]},
        related_name="contacts",
        verbose_name=_("municipalité ou MRC"),
        help_text=_("Là où la personne travaille."),
    )
    organisme = models.ForeignKey(
        Organisme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("organisme"),
        help_text=_("Pour qui ne travaille pas dans une municipalité."),
    )
    nom = models.CharField(_("nom"), max_length=150, blank=True, help_text=_("Vide pour une boîte générale."))
    fonction = models.CharField(
        _("fonction"), max_length=150, blank=True, help_text=_("Titre du poste, et le service.")
    )
    courriel = models.EmailField(_("courriel"), blank=True, help_text=_("Adresse de travail."))
    telephone = models.CharField(
        _("téléphone"), max_length=40, blank=True, help_text=_("Au travail, avec le poste.")
    )
    langue = models.CharField(
        _("langue"),
        max_length=2,
        choices=Utilisateur.Langue,
        default="fr",
        help_text=_("Langue de nos courriels à cette adresse."),
    )
    themes = models.ManyToManyField(
        Theme,
        blank=True,
        related_name="contacts",
        verbose_name=_("thèmes suivis"),
        help_text=_("Ce dont la personne s’occupe."),
    )
    verifie_le = models.DateField(
        _("vérifié le"), null=True, blank=True, help_text=_("Dernier jour où ces coordonnées étaient sûres.")
    )
    parti_le = models.DateField(
        _("parti le"),
        null=True,
        blank=True,
        help_text=_("Ne reçoit plus rien, et reste deux ans au dossier."),
    )
    remplace_par = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="remplace",
        verbose_name=_("remplacé par"),
        help_text=_("Qui occupe maintenant cette fonction."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Pour l’équipe seulement. Rien de personnel."))

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["nom", "courriel", "id"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                name="contact_attache",
                condition=Q(territoire__isnull=False) | Q(organisme__isnull=False),
                violation_error_message=_("Un contact appartient à une municipalité ou à un organisme."),
            ),
            models.CheckConstraint(
                name="contact_joignable",
                condition=~Q(nom="") | ~Q(courriel="") | ~Q(telephone=""),
                violation_error_message=_("Il faut au moins un nom, un courriel ou un téléphone."),
            ),
            models.CheckConstraint(
                name="contact_pas_remplace_par_soi",
                condition=Q(remplace_par__isnull=True) | ~Q(remplace_par=F("id")),
                violation_error_message=_("Une personne ne se remplace pas elle-même."),
            ),
            models.UniqueConstraint(
                fields=["courriel", "territoire"],
                condition=~Q(courriel="") & Q(parti_le__isnull=True),
                name="contact_un_par_adresse",
                violation_error_message=_("Un contact de cette municipalité a déjà ce courriel."),
            ),
        ]

    def __str__(self):
        return self.nom or self.courriel or self.telephone

    def clean(self):
        super().clean()
        self.courriel = fold_email(self.courriel)


class Consentement(Editable):
    """What somebody agreed to, in the very words that were put to them."""

    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="consentements", verbose_name=_("contact")
    )
    texte = models.TextField(_("texte"), help_text=_("Les mots exacts auxquels la personne a dit oui."))
    donne_le = models.DateField(
        _("donné le"), default=timezone.localdate, help_text=_("Le jour où la personne a dit oui.")
    )
    moyen = models.CharField(
        _("moyen"), max_length=100, blank=True, help_text=_("Par téléphone, par courriel du 3 mai…")
    )
    retire_le = models.DateField(
        _("retiré le"), null=True, blank=True, help_text=_("Le jour où elle a changé d’avis.")
    )

    class Meta:
        ordering = ["-donne_le", "id"]
        verbose_name = _("consentement")
        verbose_name_plural = _("consentements")
        constraints = [
            models.CheckConstraint(
                name="consentement_retire_apres",
                condition=Q(retire_le__isnull=True) | Q(retire_le__gte=F("donne_le")),
                violation_error_message=_("Un consentement se retire après avoir été donné."),
            )
        ]

    def __str__(self):
        return self.texte[:60]


class NoteAppelQuerySet(models.QuerySet):
    def due(self, day=None):
        """Call-backs whose day has come."""
        return self.filter(rappeler_le__lte=day or timezone.localdate(), rappele_le__isnull=True)


class NoteAppel(Editable):
    """What was said, in a few words, and when to call back."""

    class Moyen(models.TextChoices):
        TELEPHONE = "telephone", _("Téléphone")
        COURRIEL = "courriel", pgettext_lazy("moyen", "Courriel")
        RENCONTRE = "rencontre", _("Rencontre")

    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notes_appel",
        verbose_name=_("contact"),
        help_text=_("À qui l’on a parlé."),
    )
    territoire = models.ForeignKey(
        Territoire,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notes_appel",
        verbose_name=_("municipalité ou MRC"),
        help_text=_("Pour une note qui ne porte sur personne en particulier."),
    )
    jour = models.DateField(_("jour"), default=timezone.localdate, help_text=_("Celui de l’échange."))
    moyen = models.CharField(
        _("moyen"),
        max_length=10,
        choices=Moyen,
        default=Moyen.TELEPHONE,
        help_text=_("Comment l’échange s’est fait."),
    )
    texte = models.TextField(_("texte"), help_text=_("L’essentiel. Rien de personnel."))
    rappeler_le = models.DateField(
        _("rappeler le"),
        null=True,
        blank=True,
        help_text=_("Ce jour-là, la note entre dans «\xa0À faire\xa0»."),
    )
    rappele_le = models.DateField(
        _("rappelé le"), null=True, blank=True, help_text=_("Rempli, le rappel n’est plus à faire.")
    )
    responsable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="rappels",
        verbose_name=_("responsable"),
        help_text=_("Qui rappelle."),
    )

    objects = NoteAppelQuerySet.as_manager()

    class Meta:
        ordering = ["-jour", "-id"]
        verbose_name = _("note d’appel")
        verbose_name_plural = _("notes d’appel")
        constraints = [
            models.CheckConstraint(
                name="noteappel_attachee",
                condition=Q(contact__isnull=False) | Q(territoire__isnull=False),
                violation_error_message=_("Une note porte sur un contact ou sur une municipalité."),
            )
        ]

    def __str__(self):
        return self.texte[:60]

    def clean(self):
        """The notes of a place are those of the people who work there, wherever they go next."""
        super().clean()
        if self.contact and not self.territoire_id:
            self.territoire_id = self.contact.territoire_id


class ReleveQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(traitee_le__isnull=True)


class Releve(models.Model):
    """« Ce n’est plus vous ? »: who replaces whom, as told by a reader of our mails, before staff confirm."""

    class Issue(models.TextChoices):
        CONFIRMEE = "confirmee", _("Confirmée")
        REFUSEE = "refusee", _("Écartée")

    ancien_courriel = models.EmailField(_("courriel de la personne partie"))
    nom = models.CharField(_("nom de la personne qui la remplace"), max_length=150, blank=True)
    courriel = models.EmailField(_("son courriel"), blank=True)
    telephone = models.CharField(_("son téléphone"), max_length=40, blank=True)
    fonction = models.CharField(_("sa fonction"), max_length=150, blank=True)
    message = models.TextField(_("message"), blank=True)
    created_at = models.DateTimeField(_("reçue le"), auto_now_add=True)
    issue = models.CharField(_("issue"), max_length=10, choices=Issue, blank=True)
    traitee_le = models.DateTimeField(_("traitée le"), null=True, blank=True)
    traitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("traitée par"),
    )

    objects = ReleveQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("relève")
        verbose_name_plural = _("relèves")
        constraints = [
            models.CheckConstraint(
                name="releve_traitee_datee",
                condition=Q(issue="", traitee_le__isnull=True) | (~Q(issue="") & Q(traitee_le__isnull=False)),
                violation_error_message=_("Une relève traitée a une date."),
            )
        ]

    def __str__(self):
        return self.ancien_courriel
