"""From the page of a municipality or of a contact to the invitation, with what is known filled in."""

from django.urls import reverse

from ..models import Contact


class InviterMixin:
    """For the admin of a municipality or of a contact: the link above the record."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and request.user.has_perm("municipalites.add_invitation"):
            kind = "contact" if isinstance(obj, Contact) else "municipalite"
            context["inviter_url"] = f"{reverse('admin:municipalites_invitation_add')}?{kind}={obj.pk}"
        return super().render_change_form(request, context, add, change, form_url, obj)
