"""Template tags of press."""
