"""A telephone number: read as it was typed, called at a touch."""

from django.template.loader import render_to_string


def phone_link(telephone):
    """What a telephone calls at a touch, and what is read."""
    if not telephone:
        return ""
    return render_to_string(
        "admin/municipalites/_telephone.html", {"telephone": telephone, "numero": dialled(telephone)}
    )


def contact_details(contact):
    """The number above the address, each on its line."""
    context = {"telephone": contact.telephone, "numero": dialled(contact.telephone)}
    return render_to_string("admin/municipalites/_joindre.html", context | {"courriel": contact.courriel})


def dialled(telephone):
    """« 514 555-0100, poste 12 » is dialled +15145550100, then 12 after a pause."""
    parts = "".join(sign if sign.isdigit() else " " for sign in telephone).split()
    digits = "".join(parts)
    number = digits[:11] if digits.startswith("1") else digits[:10]
    extension = digits[len(number) :]
    if len(number) < 10:
        return digits
    country = "+" if number.startswith("1") else "+1"
    return f"{country}{number}" + (f";ext={extension}" if extension else "")
