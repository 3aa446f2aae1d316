"""Agents: a model with its instructions, tools and settings, made once and asked often.

    from ai_sdk import ToolLoopAgent

    agent = ToolLoopAgent(model="groq:llama-3.3-70b-versatile", instructions="Be brief.", tools=[weather])
    print((await agent.generate("What should I wear in Oslo?")).text)

Names are imported when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.agent.preparation import CallOverrides, CallPreparation, PrepareCall
    from ai_sdk.agent.protocol import Agent
    from ai_sdk.agent.settings import AgentSettings
    from ai_sdk.agent.tool_loop import ToolLoopAgent

__all__ = ["Agent", "AgentSettings", "CallOverrides", "CallPreparation", "PrepareCall", "ToolLoopAgent"]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.agent.preparation": "CallOverrides CallPreparation PrepareCall",
        "ai_sdk.agent.protocol": "Agent",
        "ai_sdk.agent.settings": "AgentSettings",
        "ai_sdk.agent.tool_loop": "ToolLoopAgent",
    },
)
