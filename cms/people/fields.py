"""Model fields: an e-mail address that is the same in any case of letters."""

from typing import Any

from django.db import models


class LoginEmailField(models.EmailField):
    """An e-mail address kept in lower case, on writing and on looking up.

    People type their address in any case, and a phone capitalises it; the
    account must still be found and must never exist twice.
    """

    def to_python(self, value: Any) -> Any:
        """Return the address in lower case without surrounding space."""
        value = super().to_python(value)
        return value.strip().lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored or compared: lower case."""
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Let the object in hand show what the row will say."""
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value
