"""Recognises the closing offer of a tailored report in the other languages that articles come in.

In each, a word of getting in touch and a word of what is offered must meet in one paragraph.
"""

import re

# Reaching the authors; what they offer. One row to a language.
_PAIRS: tuple[tuple[str, str], ...] = (
    (
        r"contactez|(?:nous|prendre) contact\w*|écrivez|écrire à",
        r"rapports?|analyses?|sur mesure|informations",
    ),
    (
        r"contatt(?:ate|ateci|aci|arci|are il)|scriv(?:ete|eteci|ici|eci)",
        r"rapport\w+|analisi|su misura|informazioni",
    ),
    (r"kontaktieren sie|schreiben sie|wenden sie", r"bericht\w*|analyse\w*|maßgeschneidert\w*|informationen"),
    (
        r"contáct[ea]\w*|contacte|en contacto con nosotros|escríb\w+",
        r"informes?|análisis|a medida|información",
    ),
    (r"contacte|contate|entre em contato|escreva", r"relatórios?|análises?|sob medida|informações"),
    (r"iletişime geç\w+|bize (?:ulaş|yaz)\w+", r"rapor\w*|analiz\w*|özel"),
    (
        r"свяжитесь|связаться с нами|обратитесь|обращайтесь|пишите|напишите",
        r"отч[её]т\w*|аналити\w+|анализ\w*|доклад\w*",
    ),
    (r"зв['’]яжіться|зверніться|звертайтеся|пишіть", r"звіт\w*|аналіти\w+|доповід\w+"),
    (r"تماس بگیرید|تماس حاصل|بنویسید", r"گزارش\w*|تحلیل\w*|اختصاصی"),
    (
        r"التواصل مع\w*|تواصلوا|اتصلوا|الاتصال بنا|الاتصال بفريق\w*|راسلونا|مراسلتنا",
        r"تقرير\w*|تقارير|تحليل\w*|مخصص\w*",
    ),
    (r"επικοινωνήστε|γράψτε", r"έκθεση|αναφορ\w+|ανάλυση"),
)
_UNSPACED = (
    ("请联系|請聯|联系我们|聯絡我們|来信|来函", "报告|報告|分析|定制|咨询"),
    ("お問い合わせ|ご連絡", "レポート|報告|分析"),
)
_SPOKEN = [tuple(re.compile(rf"(?<!\w)(?:{half})(?!\w)", re.IGNORECASE) for half in pair) for pair in _PAIRS]
_WRITTEN = [tuple(re.compile(half) for half in pair) for pair in _UNSPACED]
_MAX = 400


def is_offered(text: str) -> bool:
    """Whether a short paragraph in one of these languages offers a report and says how to ask for it."""
    return len(text) <= _MAX and any(
        all(half.search(text) for half in pair) for pair in (*_SPOKEN, *_WRITTEN)
    )
