"""Questions and scenarios in the admin: lists, forms, versions, previews."""
