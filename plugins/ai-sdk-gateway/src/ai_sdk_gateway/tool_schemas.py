"""What models may ask of the gateway's tools, as JSON Schema. It stays here: the gateway knows it by the tool's id."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["EXA_INPUT", "PARALLEL_INPUT", "PERPLEXITY_INPUT", "TAKO_INPUT"]

_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_NUMBER: Final = {"type": "number"}
_YES_OR_NO: Final = {"type": "boolean"}


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        schema["required"] = list(required)
    return schema


def _words(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


PERPLEXITY_INPUT: Final = _object(
    ("query",),
    query={"anyOf": [_TEXT, _TEXTS]},
    max_results=_NUMBER,
    max_tokens_per_page=_NUMBER,
    max_tokens=_NUMBER,
    country=_TEXT,
    search_domain_filter=_TEXTS,
    search_language_filter=_TEXTS,
    search_after_date=_TEXT,
    search_before_date=_TEXT,
    last_updated_after_filter=_TEXT,
    last_updated_before_filter=_TEXT,
    search_recency_filter=_words("day", "week", "month", "year"),
)

PARALLEL_INPUT: Final = _object(
    ("objective",),
    objective=_TEXT,
    search_queries=_TEXTS,
    mode=_words("one-shot", "agentic"),
    max_results=_NUMBER,
    source_policy=_object(include_domains=_TEXTS, exclude_domains=_TEXTS, after_date=_TEXT),
    excerpts=_object(max_chars_per_result=_NUMBER, max_chars_total=_NUMBER),
    fetch_policy=_object(max_age_seconds=_NUMBER),
)

_SECTIONS: Final = {
    "type": "array",
    "items": _words("header", "navigation", "banner", "body", "sidebar", "footer", "metadata"),
}

EXA_INPUT: Final = _object(
    ("query",),
    query=_TEXT,
    type=_words("auto", "fast", "instant"),
    num_results=_NUMBER,
    category=_words("company", "people", "research paper", "news", "personal site", "financial report"),
    user_location=_TEXT,
    include_domains=_TEXTS,
    exclude_domains=_TEXTS,
    start_published_date=_TEXT,
    end_published_date=_TEXT,
    contents=_object(
        text={
            "anyOf": [
                _YES_OR_NO,
                _object(
                    max_characters=_NUMBER,
                    include_html_tags=_YES_OR_NO,
                    verbosity=_words("compact", "standard", "full"),
                    include_sections=_SECTIONS,
                    exclude_sections=_SECTIONS,
                ),
            ]
        },
        highlights={"anyOf": [_YES_OR_NO, _object(query=_TEXT, max_characters=_NUMBER)]},
        max_age_hours=_NUMBER,
        livecrawl_timeout=_NUMBER,
        subpages=_NUMBER,
        subpage_target={"anyOf": [_TEXT, _TEXTS]},
        extras=_object(links=_NUMBER, image_links=_NUMBER),
    ),
)

TAKO_INPUT: Final = _object(
    ("query",),
    query=_TEXT,
    effort=_words("deep", "fast", "instant"),
    sources=_object(
        data=_object(
            count=_NUMBER,
            include_contents=_YES_OR_NO,
            mode=_words("inline", "url"),
            content_format=_words("card_json", "csv", "json_compact", "json_records"),
            max_rows=_NUMBER,
            node_ids=_TEXTS,
            strict=_YES_OR_NO,
        ),
        web=_object(
            count=_NUMBER,
            include_contents=_YES_OR_NO,
            category=_words("finance", "news", "sports"),
            include_domains=_TEXTS,
            exclude_domains=_TEXTS,
            snippet_max_chars=_NUMBER,
            highlights=_YES_OR_NO,
            article_content_max_chars=_NUMBER,
            published_after=_TEXT,
            published_before=_TEXT,
        ),
    ),
    location=_object(latitude=_NUMBER, longitude=_NUMBER),
    country_code=_TEXT,
    locale=_TEXT,
    timezone=_TEXT,
    output_settings=_object(image_dark_mode=_YES_OR_NO, force_refresh=_YES_OR_NO),
    include_related=_NUMBER,
)
