"""Tools that the gateway runs itself, whatever the model.

    await generate_text("gateway:openai/gpt-5", "What is new in physics?", tools=[gateway.tools.exa_search()])

Their settings are keyword arguments; groups of settings are mappings, in snake_case or as the gateway spells them. How
far a number may go is the gateway's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from ai_sdk.provider_utils import camel_case

from ai_sdk_gateway.tool_schemas import EXA_INPUT, PARALLEL_INPUT, PERPLEXITY_INPUT, TAKO_INPUT

if TYPE_CHECKING:
    from ai_sdk.tools.tool import Tool

__all__ = ["GatewayTools"]

Group = Mapping[str, Any]


class GatewayTools:
    """The tools, as `gateway.tools`. The `name` of each is what the model calls it."""

    __slots__ = ()

    def perplexity_search(
        self,
        *,
        name: str = "perplexity_search",
        max_results: int | None = None,
        max_tokens_per_page: int | None = None,
        max_tokens: int | None = None,
        country: str | None = None,
        search_domain_filter: Sequence[str] | None = None,
        search_language_filter: Sequence[str] | None = None,
        search_recency_filter: Literal["day", "week", "month", "year"] | None = None,
    ) -> Tool[Any, Any]:
        """Searches the web with Perplexity.

        `max_results` is 1 to 20 (10), `max_tokens_per_page` 256 to 2048 (2048), `max_tokens` at most a million
        (25,000). A domain with `-` before it is left out.
        """
        return _tool(
            "perplexity_search",
            name,
            PERPLEXITY_INPUT,
            max_results=max_results,
            max_tokens_per_page=max_tokens_per_page,
            max_tokens=max_tokens,
            country=country,
            search_domain_filter=search_domain_filter,
            search_language_filter=search_language_filter,
            search_recency_filter=search_recency_filter,
        )

    def parallel_search(
        self,
        *,
        name: str = "parallel_search",
        mode: Literal["one-shot", "agentic"] | None = None,
        max_results: int | None = None,
        source_policy: Group | None = None,
        excerpts: Group | None = None,
        fetch_policy: Group | None = None,
    ) -> Tool[Any, Any]:
        """Searches the web with Parallel.

        `max_results` is 1 to 20 (10). `source_policy` may have `include_domains`, `exclude_domains` and `after_date`,
        `excerpts` `max_chars_per_result` and `max_chars_total`, `fetch_policy` `max_age_seconds`.
        """
        return _tool(
            "parallel_search",
            name,
            PARALLEL_INPUT,
            mode=mode,
            max_results=max_results,
            source_policy=source_policy,
            excerpts=excerpts,
            fetch_policy=fetch_policy,
        )

    def exa_search(
        self,
        *,
        name: str = "exa_search",
        type: Literal["auto", "fast", "instant"] | None = None,  # noqa: A002 - the gateway's own word
        num_results: int | None = None,
        category: Literal["company", "people", "research paper", "news", "personal site", "financial report"]
        | None = None,
        user_location: str | None = None,
        include_domains: Sequence[str] | None = None,
        exclude_domains: Sequence[str] | None = None,
        start_published_date: str | None = None,
        end_published_date: str | None = None,
        contents: Group | None = None,
    ) -> Tool[Any, Any]:
        """Searches the web with Exa.

        `num_results` is 1 to 100 (10). `contents` may have `text`, `highlights`, `max_age_hours`, `livecrawl_timeout`,
        `subpages`, `subpage_target` and `extras`.
        """
        return _tool(
            "exa_search",
            name,
            EXA_INPUT,
            type=type,
            num_results=num_results,
            category=category,
            user_location=user_location,
            include_domains=include_domains,
            exclude_domains=exclude_domains,
            start_published_date=start_published_date,
            end_published_date=end_published_date,
            contents=contents,
        )

    def tako_search(
        self,
        *,
        name: str = "tako_search",
        effort: Literal["deep", "fast", "instant"] | None = None,
        sources: Group | None = None,
        location: Group | None = None,
        country_code: str | None = None,
        locale: str | None = None,
        timezone: str | None = None,
        output_settings: Group | None = None,
        include_related: int | None = None,
    ) -> Tool[Any, Any]:
        """Searches data and charts with Tako.

        `sources` may have `data` and `web`, `location` `latitude` and `longitude`, `output_settings` `image_dark_mode`
        and `force_refresh`. `include_related` is 1 to 20.
        """
        return _tool(
            "tako_search",
            name,
            TAKO_INPUT,
            effort=effort,
            sources=sources,
            location=location,
            country_code=country_code,
            locale=locale,
            timezone=timezone,
            output_settings=output_settings,
            include_related=include_related,
        )


def _tool(kind: str, name: str, input_schema: Group, **settings: Any) -> Tool[Any, Any]:
    from ai_sdk.tools.tool import provider_tool

    args = {camel_case(key): _setting(value) for key, value in settings.items() if value is not None}
    return provider_tool(
        id=f"gateway.{kind}", name=name, args=args, input_schema=input_schema, is_provider_executed=True
    )


def _setting(value: Any) -> Any:
    if isinstance(value, Mapping):
        members = cast("Mapping[str, Any]", value)
        return {camel_case(key): _setting(item) for key, item in members.items() if item is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_setting(item) for item in cast("Sequence[Any]", value)]
    return value
