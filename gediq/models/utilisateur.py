"""A person who signs in, of the team or of a municipality. Known by e-mail, never by a username."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def fold_email(address):
    """One spelling for one mailbox, whatever the capitals typed."""
    return (address or "").strip().casefold()


class UtilisateurManager(BaseUserManager):
    def create_user(self, courriel, password=None, **fields):
        utilisateur = self.model(courriel=fold_email(courriel), **fields)
        utilisateur.set_password(password)
        utilisateur.save(using=self._db)
        return utilisateur

    def create_superuser(self, courriel, password=None, **fields):
        return self.create_user(courriel, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, courriel):
        return self.get(courriel=fold_email(courriel))


class Utilisateur(AbstractBaseUser, PermissionsMixin):
    class Langue(models.TextChoices):
        FR = "fr", _("Français")
        EN = "en", _("Anglais")

    courriel = models.EmailField(
        _("courriel"),
        unique=True,
        help_text=_("Sert à ouvrir la session. Les majuscules n’y changent rien."),
        error_messages={"unique": _("Un compte existe déjà avec ce courriel.")},
    )
    nom = models.CharField(_("nom"), max_length=150, help_text=_("Nom montré dans l’historique."))
    langue = models.CharField(
        _("langue"),
        max_length=2,
        choices=Langue,
        default=Langue.FR,
        help_text=_("Langue de l’administration et des courriels envoyés à cette personne."),
    )
    is_staff = models.BooleanField(
        _("membre de l’équipe"),
        default=False,
        help_text=_("Donne accès à l’administration, selon les groupes choisis."),
    )
    est_municipal = models.BooleanField(
        _("personne d’une municipalité"),
        default=False,
        editable=False,
        help_text=_("Entre dans l’espace de sa municipalité, jamais dans l’administration."),
    )
    is_active = models.BooleanField(
        _("compte actif"),
        default=True,
        help_text=_("Décocher plutôt que supprimer\xa0: l’historique garde le nom."),
    )
    mot_de_passe_provisoire = models.BooleanField(
        _("mot de passe provisoire"),
        default=False,
        help_text=_("La personne devra choisir le sien à sa prochaine session."),
    )
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)

    objects = UtilisateurManager()

    USERNAME_FIELD = "courriel"
    EMAIL_FIELD = "courriel"
    REQUIRED_FIELDS = ["nom"]

    class Meta:
        ordering = ["nom", "courriel"]
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        constraints = [
            models.CheckConstraint(
                name="utilisateur_municipal_hors_equipe",
                condition=Q(est_municipal=False) | Q(is_staff=False, is_superuser=False),
                violation_error_message=_("Une personne d’une municipalité n’est pas membre de l’équipe."),
            )
        ]

    def __str__(self):
        return self.nom or self.courriel

    def clean(self):
        super().clean()
        self.courriel = fold_email(self.courriel)

    def get_full_name(self):
        return self.nom

    get_short_name = get_full_name
