"""What programs read of a client's requests with its token: JSON of what exists for that person."""
