"""Whether a PDF is sound, in the judgement of qpdf, which reads it strictly and repairs nothing."""

import io

import pikepdf


def problems(pdf: bytes, *, password: str = "") -> list[str]:
    """What qpdf finds wrong with the structure and the streams of a file; nothing is the good answer."""
    try:
        with pikepdf.open(io.BytesIO(pdf), password=password, attempt_recovery=False) as opened:
            return [*opened.check_pdf_syntax(), *opened.get_warnings()]
    except pikepdf.PdfError as problem:
        return [str(problem)]
