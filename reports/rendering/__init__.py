"""Snapshot in, bytes out: Markdown, HTML and the PDF, without ORM, request or settings.

Everything here can be called twice with the same values and gives the same bytes.
"""
