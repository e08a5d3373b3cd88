"""Database migrations of people."""
