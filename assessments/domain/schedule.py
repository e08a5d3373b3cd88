"""Actions, people, money and time in, quarters out, with the reason for every date."""
