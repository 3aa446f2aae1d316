"""Whether a model fetches a URL itself.

is_url_supported("image/png", "https://example.com/a.png", {"image/*": [re.compile("^https://")]})    # True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["is_url_supported"]


def is_url_supported(media_type: str, url: str, supported_urls: Mapping[str, Iterable[re.Pattern[str] | str]]) -> bool:
    """Whether a pattern of a media type that fits `media_type` is found in `url`; both are compared in lower case.

    Types may be `*`, `*/*`, `image/*` or whole. A bare top-level type (`image`) fits `image/*` only.
    """
    media_type, url = media_type.lower(), url.lower()
    return any(
        re.search(pattern, url) is not None
        for key, patterns in supported_urls.items()
        if _fits(media_type, key.lower())
        for pattern in patterns
    )


def _fits(media_type: str, key: str) -> bool:
    if key in ("*", "*/*"):
        return True
    prefix = key.replace("*", "", 1)
    return media_type.startswith(prefix) if "/" in media_type else prefix == f"{media_type}/"
