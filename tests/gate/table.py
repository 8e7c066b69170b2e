"""Who finds something at which address: one line for each, by method; what is not here does not pass.

`get` counts for HEAD too. Whoever is not named is refused, and a client in the same words and by the same
work as at an address of nothing; the other methods serve nobody.
"""

from dataclasses import dataclass

from tests.gate.walk import patterns

CLIENTS = ("nobody", "alice", "bob", "charlie", "lapsed", "removed", "nadia")
"""Alice asks, bob is her colleague, charlie a stranger; lapsed's organisation subscribed until yesterday,
removed has left alice's, nadia is named as a reader and works elsewhere."""
STAFF = ("dana", "erin", "frank", "edith", "annick", "grace", "admin")
"""Triage and analyst, analyst and reviewer, a reviewer whom nobody has asked, an editor, the accounts,
somebody who may sign in and has no role, and whoever runs the machine."""
PEOPLE = CLIENTS + STAFF

Who = frozenset[str]


def _who(*names: str) -> Who:
    return frozenset(names)


NOBODY = _who()
EVERYBODY = _who(*PEOPLE)
SIGNED_IN = EVERYBODY - {"nobody"}
CLIENT, HOME, READERS = _who("alice"), _who("alice", "bob"), _who("alice", "bob", "nadia")
MEMBERS = HOME | {"charlie", "lapsed", "nadia"}
"""Whoever belongs to some organisation."""
HOUSE = _who(*STAFF)
ADMIN = _who("admin")
TRIAGE = ADMIN | {"dana"}
DESK = TRIAGE | {"erin"}
ROLE = DESK | {"frank"}
"""Whoever has a role at the desk; those who are only reviewers find there what they are asked to review."""
WRITERS = DESK | {"edith"}
SEES = WRITERS | {"frank"}
EDITORS = ADMIN | {"edith"}
ACCOUNTS = ADMIN | {"annick"}
SUBSCRIBERS = HOME | SEES


@dataclass(frozen=True, slots=True)
class Audience:
    get: Who = NOBODY
    post: Who = NOBODY

    def of(self, method: str) -> Who:
        """Nothing but GET, HEAD and POST serves anybody."""
        return {"GET": self.get, "HEAD": self.get, "POST": self.post}.get(method, NOBODY)


def _both(who: Who) -> Audience:
    return Audience(who, who)


def _each(audience: Audience, space: str, names: str) -> dict[str, Audience]:
    return dict.fromkeys([f"{space}{name}" for name in names.split()], audience)


def _model(
    name: str,
    *,
    see: Who,
    one: Who | None = None,
    add: Who = NOBODY,
    change: Who = NOBODY,
    delete: Who = NOBODY,
) -> dict[str, Audience]:
    """The five pages that Django makes of a model; `one` is for whom the row of the table is there."""
    one = see if one is None else one
    route = "/".join(name.rsplit("_", 1))
    return {
        f"admin:{name}_changelist": _both(see),
        f"admin:{name}_add": _both(add),
        f"admin:{name}_change": Audience(one | change, change),
        f"admin:{name}_history": _both(one),
        f"admin:{name}_delete": _both(delete),
        f"staff/{route}/<path:object_id>/": Audience(),
    }  # fmt: skip


_REQUEST = "admin:requests_app_reportrequest_"
_REPORT = "admin:reports_report_"

DECLARED: dict[str, Audience] = {
    # The public site
    **_each(
        Audience(EVERYBODY),
        "reports:",
        "home series briefing verify verify-file verify-code search schema robots"
        " feed series-feed citation sitemap",
    ),
    **_each(Audience(SUBSCRIBERS), "reports:", "briefing-pdf briefing-picture"),
    "reports:mail-stop": _both(EVERYBODY),  # whoever holds the mail
    "healthz": Audience(EVERYBODY),
    # An organisation: its page for members, its people and its money for owners
    **_each(Audience(MEMBERS), "", "reports:members requests:organisation"),
    "requests:mail": Audience(post=MEMBERS),
    "requests:switch": Audience(),  # without the name of an organisation it finds none
    "reports:ask-to-join": _both(SIGNED_IN - HOME),  # everybody's address is of the domain
    "reports:invitation": _both(EVERYBODY),  # whoever holds the mailed link
    **_each(
        Audience(post=CLIENT), "reports:", "invite invitation-change domain-add domain-remove join-decide"
    ),
    **_each(_both(CLIENT), "", "reports:member-step requests:take-over"),
    "reports:invoice": Audience(CLIENT | ACCOUNTS),
    "requests:value-report": Audience(CLIENT | ROLE),
    # An account: each its own
    **_each(Audience(SIGNED_IN), "", "reports:data account usersessions_list mfa_index mfa_list_webauthn"),
    **_each(Audience(post=SIGNED_IN), "", "reports:data-export reports:data-take-back account_end_others"),
    "reports:data-archive": Audience(CLIENT),
    "account_end_session": Audience(post=CLIENT),
    **_each(
        _both(SIGNED_IN),
        "",
        "reports:data-erasure account_email account_email_leave account_reauthenticate"
        " account_email_verification_sent account_change_password account_set_password mfa_reauthenticate"
        " account_confirm_login_code mfa_authenticate mfa_activate_totp mfa_generate_recovery_codes"
        " mfa_add_webauthn socialaccount_connections",
    ),
    # Whoever has a passkey and was not asked for it is led back to the sign-in.
    "mfa_reauthenticate_webauthn": Audience(SIGNED_IN, SIGNED_IN - CLIENT),
    **_each(_both(CLIENT), "", "mfa_remove_webauthn mfa_edit_webauthn"),
    **_each(  # there is none of what they show
        Audience(),
        "",
        "mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes socialaccount_signup"
        " account_confirm_password_reset_code",
    ),
    # The sign-in
    **_each(
        _both(EVERYBODY),
        "",
        "account_login account_logout account_signup account_reset_password account_request_login_code"
        " account_complete_password_reset openid_connect_login openid_connect_callback"
        " account/social/login/cancelled/ account/social/login/error/ account/social/signup/"
        " account/social/connections/",
    ),
    "mfa_login_webauthn": Audience(SIGNED_IN, EVERYBODY),  # a script fetches it; a page leads to the sign-in
    **_each(
        Audience(EVERYBODY),
        "",
        "account_inactive account_password_reset_completed socialaccount_login_cancelled"
        " socialaccount_login_error",
    ),
    "staff-password": _both(EVERYBODY),
    "staff-shortcut": Audience(),
    **_each(Audience(), "", "demo-mails demo-mail"),  # only in the demo
    # A client's requests
    "requests:list": Audience(SIGNED_IN),
    "requests:new": _both(EVERYBODY),
    "requests:while-typing": Audience(post=EVERYBODY),
    **_each(_both(EVERYBODY), "requests:", "confirm open"),  # whoever holds the mailed link
    **_each(Audience(CLIENT), "requests:", "draft check answers draft-file"),
    **_each(Audience(post=CLIENT), "requests:", "send link discard answered go-on change hand-over write"),
    "requests:step": _both(CLIENT),  # a stranger's step begins a draft of its own, as at a key of nothing
    **_each(Audience(READERS), "requests:", "detail download"),  # who is named has the report and no more
    **_each(Audience(HOME), "requests:", "received receipt progress file"),
    "requests:lock": _both(READERS),
    "requests:quote-pdf": Audience(HOME),
    **_each(_both(CLIENT), "requests:", "withdraw take feedback"),
    # A person's tokens, and what is read with one: a browser brings none
    "reports:tokens": _both(SIGNED_IN),
    "reports:token-revoke": Audience(post=CLIENT),
    **_each(
        Audience(),
        "",
        "reports:api-briefings reports:api-briefing requests:api-requests requests:api-request",
    ),
    # The staff's pages: Django's own
    "admin:index": _both(HOUSE),
    "admin:login": _both(HOUSE),  # nobody is sent to the one sign-in, and a client is refused
    "admin:logout": Audience(_who(*CLIENTS), EVERYBODY),  # whom it does not know it sends to the sign-in
    "admin:password_change": _both(EVERYBODY),  # it leads to the page of the account
    **_each(Audience(HOUSE), "admin:", "password_change_done jsi18n"),
    "admin:autocomplete": Audience(),  # without the name of a field it serves nobody
    "admin:view_on_site": Audience(),
    "admin:app_list": _both(SEES | ACCOUNTS),
    "staff/(?P<url>.*)$": Audience(),
    "admin:auth_user_password_change": Audience(),  # the address of a person is no number: Django's old route
    **_model("auth_group", see=ADMIN, add=ADMIN, change=ADMIN, delete=ADMIN),
    # Reports and readers
    **_model("reports_user", see=ADMIN, add=ADMIN, change=ADMIN, delete=ADMIN),
    **_model("reports_organisation", see=TRIAGE | ACCOUNTS, add=ACCOUNTS, change=ACCOUNTS, delete=ADMIN),
    "admin:reports_organisation_units": Audience(post=TRIAGE | ACCOUNTS),
    **_model("reports_subscription", see=TRIAGE | ACCOUNTS, add=ACCOUNTS, change=ACCOUNTS),
    "admin:reports_organisation_people": Audience(post=ACCOUNTS),
    "admin:reports_subscription_step": Audience(post=ACCOUNTS),
    **_model("reports_plan", see=TRIAGE | ACCOUNTS, add=ACCOUNTS, change=ACCOUNTS, delete=ADMIN),
    **_model("reports_identityprovider", see=ACCOUNTS, add=ACCOUNTS, change=ACCOUNTS, delete=ADMIN),
    **_model("reports_invoice", see=ACCOUNTS),
    **_each(Audience(post=ACCOUNTS), "admin:reports_invoice_", "paid credit issue"),
    **_model("reports_erasurerequest", see=ACCOUNTS),
    **_each(Audience(post=ACCOUNTS), "admin:reports_erasurerequest_", "approve refuse"),
    **_model("reports_legalhold", see=ACCOUNTS, add=ACCOUNTS),
    "admin:reports_legalhold_release": Audience(post=ACCOUNTS),
    **_model("reports_retentionrule", see=ACCOUNTS, add=ACCOUNTS),
    **_model("mfa_authenticator", see=ADMIN, add=ADMIN, change=ADMIN, delete=ADMIN),
    f"{_REPORT}access": _both(EDITORS),
    **_model("reports_copy", see=EDITORS, one=ADMIN),
    "admin:reports_copy_trace": _both(EDITORS),
    **_model("reports_correction", see=SEES),
    **_model("reports_edition", see=SEES, one=DESK),
    "admin:reports_edition_pdf": _both(DESK),
    **_each(Audience(post=DESK), "admin:reports_edition_", "copy notice"),
    **_model("reports_publication", see=SEES),
    **_model("reports_download", see=EDITORS, one=ADMIN),
    **_model("reports_report", see=SEES, one=DESK, add=WRITERS, change=DESK),
    **_each(Audience(post=WRITERS), _REPORT, "preview_new preview_new_pdf take_picture"),
    **_each(Audience(SEES), _REPORT, "picture picture_of_page"),
    **_each(Audience(DESK), _REPORT, "draft history"),
    **_each(Audience(post=DESK), _REPORT, "preview preview_pdf waive approve"),
    f"{_REPORT}reuse": _both(DESK),
    f"{_REPORT}bring_back": Audience(),  # without a version it finds none
    **_model(
        "reports_series", see=SEES | ACCOUNTS, one=SEES | ACCOUNTS, add=EDITORS, change=EDITORS, delete=ADMIN
    ),
    **_model("reports_job", see=WRITERS),
    "admin:reports_job_again": Audience(post=WRITERS),
    **_model("reports_mail", see=EDITORS, one=ADMIN),
    # The desk
    **_model("requests_app_reportrequest", see=ROLE, one=DESK, change=DESK),
    **_each(_both(DESK), _REQUEST, "review"),
    **_each(
        Audience(post=DESK),
        _REQUEST,
        "do take password open print say note tick put_off bring_back ask_review",
    ),
    **_each(Audience(DESK), _REQUEST, "file quote"),
    **_each(_both(ROLE), _REQUEST, "board workload assign filters"),
    f"{_REQUEST}filters_save": Audience(post=ROLE),
    f"{_REQUEST}filters_rename": Audience(post=_who("dana")),
    f"{_REQUEST}filters_remove": Audience(),  # one that is gone is removed as well
    f"{_REQUEST}mails": Audience(ROLE),
    **_each(Audience(ROLE), _REQUEST, "mail letter"),
    **_model("requests_app_helddraft", see=TRIAGE),
    **_each(Audience(post=TRIAGE), "admin:requests_app_helddraft_", "release discard"),
    **_model("requests_app_intakenotice", see=TRIAGE, add=TRIAGE),
    **_model("requests_app_holiday", see=ROLE, add=TRIAGE, change=TRIAGE, delete=TRIAGE),
    **_model("requests_app_savedrequest", see=ROLE),
    **_model("requests_app_cannedreply", see=ROLE, add=ROLE, change=ROLE, delete=ROLE),
    **_model("requests_app_checklistitem", see=ROLE, add=ROLE, change=ROLE),
}
"""Every address, by the name of its pattern; Django's own that have no name, by their route."""

KNOWN = {"reports:briefing-pdf", "reports:briefing-picture"}
"""That these are there is no secret: everybody sees the briefing's teaser."""


KNOWN_TO = {("nadia", f"requests:{each}") for each in ("received", "receipt", "progress", "file")}
"""Who is named as a reader has the report, so that there is a request is no secret from her."""

ANSWERS = {"openid_connect_login": 502, "openid_connect_callback": 401, "socialaccount_login_error": 401}
"""What these say to everybody here: the server of the organisation is not there, and nobody came from it."""


def undeclared() -> set[str]:
    """Addresses without a line here, and ours without a name."""
    return {name or route for name, route, _ in patterns()} - DECLARED.keys()


def gone() -> set[str]:
    """Lines of addresses that are not there any more."""
    return DECLARED.keys() - {name or route for name, route, _ in patterns()}
