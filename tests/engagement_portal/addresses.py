"""Who may use the addresses outside the rooms."""

from tests.world import EVERYONE, SIGNED_IN, Address

# The demo's outbox exists in the demo only: nobody finds it anywhere else.
NOBODY = frozenset()

ADDRESSES = {
    "home": Address(SIGNED_IN),
    "public-front": Address(EVERYONE),
    "help": Address(EVERYONE),
    "accessibility": Address(EVERYONE),
    "privacy": Address(EVERYONE),
    "cookies": Address(EVERYONE),
    "health-live": Address(EVERYONE),
    "health-ready": Address(EVERYONE),
    "sent-email": Address(NOBODY),
    "sent-email-message": Address(NOBODY, lambda world: {"name": "20260302T070000-0a1b2c3d"}),
    "sent-email-html": Address(NOBODY, lambda world: {"name": "20260302T070000-0a1b2c3d"}),
}
