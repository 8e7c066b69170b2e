"""Tables of the wiring: the cache's alone."""
