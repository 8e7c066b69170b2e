"""The figures' inks: the light values of the house's tokens, and steps that a photocopy keeps apart.

A level is told by lightness and by pattern, never by hue alone.
"""

INK = "#17191c"
PAPER = "#fdfdfb"
SURFACE = "#f2f3f0"
MUTED = "#565c63"
RULE = "#cfd2d0"
ACCENT = "#0e4253"

SEA = "#e9eef0"
LAND = PAPER
BORDER = "#9aa1a4"
NAMED = "#c9d6da"

MIDDLE = "#698590"
LIGHT = "#dde6e9"

LEVELS = ("low", "medium", "high")
GROUNDS = {"low": LIGHT, "medium": MIDDLE, "high": ACCENT}
"""The flat part of each level; `svg.Sheet.level` adds the pattern."""
