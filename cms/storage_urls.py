"""Where files are kept, chosen by one URL: a local folder or an S3-compatible store."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def storage_from_url(url: str, folder: Path, *, public: bool) -> dict[str, object]:
    """Return one entry of Django's STORAGES.

    An empty URL means the local `folder`. `s3://KEY:SECRET@BUCKET/PREFIX?endpoint=HOST&region=NAME`
    means that bucket; without key and secret the machine's own identity is used. A private store
    signs its addresses, yet the site never hands them out: files go through its own view.
    """
    if not url:
        options = {"location": folder} if public else {"location": folder, "base_url": None}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise ImproperlyConfigured(
            f"A storage URL starts with s3:// and names a bucket; this one starts with "
            f"{parts.scheme or 'nothing'}://."
        )
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    options = {
        "bucket_name": parts.hostname,
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "location": parts.path.strip("/"),
        "endpoint_url": f"https://{query['endpoint']}" if "endpoint" in query else None,
        "region_name": query.get("region"),
        "querystring_auth": not public,
        "default_acl": None,
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
