"""What was loaded from the source document keeps its words."""


class ProvenanceMixin:
    """The verbatim line of a loaded row is read, never edited; nobody signed its creation."""

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        is_loaded = obj is not None and obj.extrait_source and obj.created_by_id is None
        return (*names, "extrait_source") if is_loaded else names
