"""System checks: what the press needs from the machine it runs on."""
