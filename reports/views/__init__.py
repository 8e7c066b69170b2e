"""The pages of the site: each reads a row or two, asks the gate, and fills a shell.

Nothing is rendered from a document here; that was done when it was published.
"""
