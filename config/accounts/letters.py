"""What the mails about an account say: a subject and a few sentences for each cause.

A mail that holds a code passes: its text is erased once it is sent. None names the account's owner, and the
one to an address that nobody knows costs the same work as the one that holds a code.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """`says` are paragraphs; in them {name} stands for a value of the cause."""

    subject: str
    says: tuple[str, ...]
    passes: bool = False


_NOT_YOU = "If it was not you, sign in, change your password and end the other sessions on your account page."
_IGNORE = "If you did not ask for it, do nothing: without the code nobody gets further."
_TYPE_IT = "Type this code on the page that asked for it: {code}"
_SOON = "It holds for {minutes} minutes, in the browser that asked, once."

LETTERS: dict[str, Letter] = {
    "account/email/login_code": Letter("Your sign-in code", (_TYPE_IT, _SOON, _IGNORE), passes=True),
    "account/email/email_confirmation_signup": Letter(
        "Confirm your address", (_TYPE_IT, _SOON, _IGNORE), passes=True
    ),
    "account/email/email_confirmation": Letter(
        "Confirm your address", (_TYPE_IT, _SOON, _IGNORE), passes=True
    ),
    "account/email/password_reset_code": Letter(
        "Your code for a new password", (_TYPE_IT, _SOON, _IGNORE), passes=True
    ),
    "account/email/leaving": Letter(
        "Confirm that your address changes",
        (
            "Somebody who is signed in to your account wants its address to become another one.",
            _TYPE_IT,
            _SOON,
            f"Do not pass the code on. {_NOT_YOU}",
        ),
        passes=True,
    ),
    "account/email/unknown_account": Letter(
        "No account has this address",
        (
            "Somebody asked for a code and gave this address. There is no account with it.",
            "If it was you, try the address that you signed up with, or sign up: {signup_url}",
            "If it was not you, do nothing: we write to you no more.",
        ),
    ),
    "account/email/account_already_exists": Letter(
        "You have an account already",
        (
            "Somebody wanted to sign up with this address, which has an account.",
            "If it was you, sign in; a new password is had here: {password_reset_url}",
            "If it was not you, do nothing: nothing has changed.",
        ),
    ),
    "account/email/email_changed": Letter(
        "Your address was changed",
        ("Your account has another address from now on; this one opens it no more.", _NOT_YOU),
    ),
    "account/email/email_confirm": Letter("Your address is confirmed", ("You can sign in with it.",)),
    "account/email/email_deleted": Letter(
        "An address was removed", ("This address opens your account no more.", _NOT_YOU)
    ),
    "account/email/password_changed": Letter("Your password was changed", (_NOT_YOU,)),
    "account/email/password_reset": Letter("Your password was set anew", (_NOT_YOU,)),
    "account/email/password_set": Letter("A password was set", (_NOT_YOU,)),
    "account/email/new_device": Letter(
        "A sign-in from a new browser",
        ("Your account was opened in a browser that was not used with it before.", _NOT_YOU),
    ),
    "mfa/email/totp_activated": Letter(
        "An authenticator app was added", ("Signing in asks for its code from now on.", _NOT_YOU)
    ),
    "mfa/email/totp_deactivated": Letter("The authenticator app was removed", (_NOT_YOU,)),
    "mfa/email/recovery_codes_generated": Letter(
        "New recovery codes were made", ("Those from before open nothing any more.", _NOT_YOU)
    ),
    "mfa/email/webauthn_added": Letter("A passkey was added", (_NOT_YOU,)),
    "mfa/email/webauthn_removed": Letter("A passkey was removed", (_NOT_YOU,)),
    "socialaccount/email/account_connected": Letter(
        "Your organisation’s sign-in was connected", ("It opens your account from now on.", _NOT_YOU)
    ),
    "socialaccount/email/account_disconnected": Letter(
        "Your organisation’s sign-in was disconnected", ("It opens your account no more.", _NOT_YOU)
    ),
}
