"""Disclosure of information (信息公开): to whom minutes are open. What is left out of a public version is there too."""

from django.db import models


class Disclosure(models.TextChoices):
    """To whom a document is open; said when it is drafted and passed on with it (国办发〔2016〕80号)."""

    OPEN = "open", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"
