"""Database constraints from choices: the database knows what the code knows."""

from django.db import models
from django.db.models import Q


def choices_constraint(field: str, choices: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """Return a CheckConstraint that allows only the values of `choices` in `field`."""
    return models.CheckConstraint(condition=Q((f"{field}__in", [str(value) for value in choices.values])), name=name)
