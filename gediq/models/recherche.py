"""The search table: one row per public object and language, filled by `gediq.recherche`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntreeRechercheQuerySet(models.QuerySet):
    def matching(self, words):
        """Rows that hold every one of the normalised `words` (title or text)."""
        found = self
        for word in words:
            found = found.filter(texte_normalise__contains=f" {word} ")
        return found


class EntreeRecherche(models.Model):
    """What the search reads of one object in one language. Derived: never edited, always rebuilt."""

    objet = models.CharField(_("type d’objet"), max_length=60)
    objet_id = models.CharField(_("identifiant"), max_length=40)
    langue = models.CharField(_("langue"), max_length=2)
    titre = models.CharField(_("titre"), max_length=400)
    texte = models.TextField(_("texte"), blank=True)
    titre_normalise = models.TextField(_("titre normalisé"))
    texte_normalise = models.TextField(_("titre et texte normalisés"))
    chemin = models.CharField(_("adresse"), max_length=300)
    visible_depuis = models.DateTimeField(_("visible depuis"), db_index=True)

    objects = EntreeRechercheQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("entrée de recherche")
        verbose_name_plural = _("entrées de recherche")
        constraints = [
            models.UniqueConstraint(
                fields=["objet", "objet_id", "langue"], name="entreerecherche_une_par_objet_et_langue"
            )
        ]

    def __str__(self):
        return self.titre
