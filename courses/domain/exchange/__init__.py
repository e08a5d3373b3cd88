"""Questions and texts from elsewhere: GIFT, Moodle XML, sheets of items, Markdown and HTML."""
