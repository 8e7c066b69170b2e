"""Who is named by the client as a reader of the report: one row for each address, found by one index.

`ReportRequest.readers` keeps the addresses as the client gave them; these rows say whom they let in.
"""

from django.db import models

from requests_app.models.request import ReportRequest


class RequestReader(models.Model):
    """The address is in lower case, made so in Python: databases disagree about letters beyond ASCII."""

    request = models.ForeignKey(ReportRequest, on_delete=models.CASCADE, related_name="named_readers")
    address = models.CharField(max_length=254)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "request"], name="one_row_per_named_reader")
        ]

    def __str__(self) -> str:
        return f"Reader {self.pk}"
