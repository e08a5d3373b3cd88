"""Other institutions of the demonstration's state, for journeys that need several."""

import json

from tests.browser.running_site import App, RunningSite

_SCRIPT = """
import json
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from cms.people import factors, services
from cms.people.models import User
told = []
for name in {names!r}:
    house = services.create_institution(
        actor=None, name=name, country={country!r}, is_demonstration=True
    )
    word = "-".join(name.lower().split())
    user = User.objects.create_user(
        email=f"{{word}}@vellamar.example", password="over-the-hills-7",
        display_name=f"Head of {{name}}", is_demonstration=True, preferred_language={language!r},
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    from cms.people import consents
    consents.give(user=user, versions=consents.in_force(), language="en")
    services.add_member(actor=None, institution=house, user=user, role="coordinator")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    told.append([word, secret, factors.codes(user)])
print("TOLD" + json.dumps(told))
"""


def neighbours(site: RunningSite, names: list[str], language: str) -> list[str]:
    """Open institutions with one coordinator each; return the names with which these sign in."""
    script = _SCRIPT.format(names=names, country="XMA", language=language)
    told = json.loads(site.manage("shell", "-c", script).partition("TOLD")[2])
    for word, secret, codes in told:
        address = f"{word}@vellamar.example"
        site.passwords[address] = "over-the-hills-7"
        site.apps[address] = App(secret, codes)
    return [word for word, _secret, _codes in told]
