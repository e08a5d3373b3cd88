"""Put a new key in the place of the one that signs certificates; what it signed still verifies."""

from typing import Any

from django.core.management.base import BaseCommand

from courses import keyring


class Command(BaseCommand):
    help = (
        "Make a new signing key for certificates. The old public key stays published; the old "
        "private key is deleted. Run it once a year, and at once when the key may be known."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        old, new = keyring.rotate()
        self.stdout.write(f"The key {old} signs no more; its public key stays published.")
        self.stdout.write(f"The key {new} signs from now on.")
        self.stdout.write("Tell those who check offline to download the page again.")
