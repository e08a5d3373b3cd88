"""System checks: what a mistaken setting would break in signing in."""
