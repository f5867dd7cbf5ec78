"""People, the posts they hold, the bodies they sit on, and what is remembered of their doings."""

from .bodies import BodyMembership, GovernanceBody
from .communities import Area, Characteristic, CommunityGroup
from .contacts import Contact, ContactLink, Disposal, SubjectRequest
from .digests import Digest, DigestItem
from .events import Event
from .links import SignedLink
from .organisations import Office, Organisation
from .owned import OwnedQuerySet
from .people import Absence, Person, User
from .posts import Post, PostHolding

__all__ = [
    "Absence",
    "Area",
    "BodyMembership",
    "Characteristic",
    "CommunityGroup",
    "Contact",
    "ContactLink",
    "Digest",
    "DigestItem",
    "Disposal",
    "Event",
    "GovernanceBody",
    "Office",
    "Organisation",
    "OwnedQuerySet",
    "Person",
    "Post",
    "PostHolding",
    "SignedLink",
    "SubjectRequest",
    "User",
]
