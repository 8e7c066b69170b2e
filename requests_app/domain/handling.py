"""What a marking means for a request and its answer, in the words of whoever has to choose one."""

from reports.domain.marking import Marking

FOR_THE_CLIENT = {
    Marking.CLEAR: "You may pass our answer to anybody and publish it.",
    Marking.GREEN: "You may share our answer with partners and peers, but not publish it.",
    Marking.AMBER: "Your colleagues may read it here; you may pass it to clients who need it.",
    Marking.AMBER_STRICT: "Your colleagues may read it here; it goes to nobody outside.",
    Marking.RED: "Only you and those whom you name below; colleagues do not see it.",
}

LANGUAGES = {
    "en": "English",
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
"""In which an answer can be written, by ISO 639-1 code."""
