"""Sign-in, which belongs to neither app: what allauth does, in the words and by the mail of this house.

allauth is known to this package and to the settings only; the apps see people, sessions and nothing of it.
"""
