"""What does a link to the tracking page look like, and where is it seen? In the e-mail alone.

The letter that is kept says a mark in its place, so that neither a colleague nor a copy of the database can follow
somebody else's link. A printed code is kept from the letter in the same way.
"""

from datetime import datetime
from urllib.parse import urljoin

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from wagtail.models import Site

from ..models import Letter, TrackingAccess

LINK_MARK = "[the link stands in the e-mail alone]"
CODE_MARK = "[the code stands on the printed letter alone]"


def with_the_link(letter: Letter, at: datetime) -> str:
    """Return the text of a letter as it is sent, without the link where it is spent or the address another."""
    if LINK_MARK not in letter.body:
        return letter.body
    access = TrackingAccess.objects.usable(at).filter(letter=letter, sent_to=letter.to_email).first()
    return letter.body.replace(LINK_MARK, link_of(access)) if access else letter.body


def link_of(access: TrackingAccess) -> str:
    return _address("tracking_open", token_of(access))


def page_address(site: Site | None = None) -> str:
    """Return the full address of the page that asks for a reference, on the default site if none is given."""
    return _address("tracking", site=site)


def token_of(access: TrackingAccess) -> str:
    return _signer().sign(access.nonce)


def nonce_in(token: str) -> str | None:
    """Return the nonce that a token was made for, or None where we have not made it."""
    try:
        return _signer().unsign(token)
    except BadSignature:
        return None


def _address(name: str, *args, site: Site | None = None) -> str:
    site = site or Site.objects.filter(is_default_site=True).first()
    return urljoin(site.root_url if site else "", reverse(f"wagtail_complaints:{name}", args=args))


def _signer() -> Signer:
    return Signer(salt="wagtail_complaints.tracking-link")
