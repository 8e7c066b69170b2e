"""The client's pages: asking, following, and taking the report home."""
