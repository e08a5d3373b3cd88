"""Database migrations of press."""
