"""What a search looks through: each briefing twice, once as everybody may read it and once whole.

The two never share a row, so a search that is limited to the rows a reader may read cannot find, rank or
quote a word that is withheld from that reader.
"""

from typing import ClassVar

from django.db import models
from modelsearch import index

from reports.domain.lettering import letters
from reports.models.publication import Publication
from reports.models.series import Series


class SearchText(index.Indexed, models.Model):
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="search_texts")
    whole = models.BooleanField()
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
    marking = models.CharField(max_length=20)
    about = models.TextField(help_text="Title, authors, series, topics and countries.")
    text = models.TextField()

    search_auto_update = False  # a publication is indexed where it is compiled, in the same transaction
    search_fields: ClassVar[list[index.BaseField]] = [
        index.AutocompleteField("searched"),  # the kind that also finds the beginnings of words
        index.FilterField("whole"),
        index.FilterField("series"),
        index.FilterField("marking"),
        index.RelatedFields(
            "publication",
            [
                index.FilterField("first_on"),
                index.FilterField("report"),
                index.RelatedFields("report", [index.FilterField("access")]),
            ],
        ),
    ]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "whole"], name="one_search_text_each")]

    @property
    def searched(self) -> str:
        """What goes into the index."""
        return letters(f"{self.about} {self.text}")

    def __str__(self) -> str:
        return f"Search text {self.pk}"
