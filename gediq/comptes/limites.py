"""Too many tries: one page says so, whoever asks."""

from allauth.core import ratelimit
from allauth.core.ratelimit import respond_429

# What allauth answers in a form when the limit is reached.
REFUSALS = {"too_many_login_attempts", "rate_limited"}


def is_limited(request, action, **keys):
    return not ratelimit.consume(request, action=action, **keys)


def is_refused_for_tries(form):
    errors = (error for errors in form.errors.as_data().values() for error in errors)
    return any(error.code in REFUSALS for error in errors)


class LimiteMixin:
    """A form refused for the number of tries is no form any more."""

    def form_invalid(self, form):
        if is_refused_for_tries(form):
            return respond_429(self.request)
        return super().form_invalid(form)
