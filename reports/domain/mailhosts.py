"""Which domains of mail addresses can belong to one organisation, and which belong to everybody.

An organisation that claimed a public mail provider would be offered to strangers, so those are refused.
"""

import re

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{4,253}}\Z)(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")
_PROVIDERS = frozenset({
    *("aol", "fastmail", "gmail", "gmx", "googlemail", "hotmail", "hushmail", "icloud", "laposte", "libero"),
    *("mailbox", "outlook", "posteo", "protonmail", "rediffmail", "tutanota", "yahoo", "yandex"),
    *("ymail", "zoho"),
})  # fmt: skip
"""Their names under any ending: yahoo.com, yahoo.co.uk."""
_ADDRESSES = frozenset({
    *("126.com", "163.com", "bluewin.ch", "btinternet.com", "comcast.net", "free.fr", "freenet.de"),
    *("list.ru", "live.com", "live.co.uk", "mac.com", "mail.com", "mail.ru", "me.com"),
    *("msn.com", "naver.com", "orange.fr", "pm.me", "proton.me", "qq.com", "rambler.ru"),
    *("seznam.cz", "sina.com", "t-online.de", "tuta.com", "verizon.net", "wanadoo.fr", "web.de"),
    *("wp.pl",),
})  # fmt: skip


def domain_of(address: str) -> str:
    """What stands behind the last @ of an address, in lower case."""
    return address.rpartition("@")[2].strip().lower()


def refusal_of(domain: str) -> str:
    """Why no organisation can have this domain, as a sentence; empty where one can."""
    if not _DOMAIN.fullmatch(domain):
        return "Give the domain alone, such as example.org, in the letters that addresses are written in."
    if domain in _ADDRESSES or domain.partition(".")[0] in _PROVIDERS:
        return f"{domain} is a public mail provider: anybody can have an address there."
    return ""
