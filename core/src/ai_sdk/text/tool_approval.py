"""Who may run what: approval of tool calls, when they are made and when the conversation goes on.

A call may need nobody's word, a policy's, or a person's. For a person's the loop stops; the application appends a tool
message with `ToolApprovalResponsePart`s and calls again, and what was approved is run before the model is asked.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from ai_sdk.provider.core_errors import (
    InvalidToolApprovalError,
    InvalidToolApprovalSignatureError,
    InvalidToolInputError,
    ToolCallNotFoundForApprovalError,
)
from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.provider.prompt import (
    AssistantMessage,
    ExecutionDeniedOutput,
    Message,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolMessage,
    ToolResultPart,
)
from ai_sdk.provider_utils.json_text import to_json_text
from ai_sdk.text.tool_parts import ToolCall
from ai_sdk.tools.execution import validated_context
from ai_sdk.tools.tool import ToolContext

if TYPE_CHECKING:
    from ai_sdk.tools.tool import Tool

__all__ = [
    "ApprovalPolicy",
    "ApprovalQuestion",
    "ApprovalStatus",
    "CollectedApproval",
    "ToolApproval",
    "ToolApprovals",
    "collect_approvals",
]

ApprovalType: TypeAlias = Literal["not-applicable", "approved", "denied", "user-approval"]


@dataclass(frozen=True, slots=True)
class ToolApproval:
    """A word on a call: `not-applicable` (nobody's is needed), `approved`, `denied`, `user-approval` (ask a person)."""

    type: ApprovalType
    reason: str | None = None


ApprovalStatus: TypeAlias = ApprovalType | ToolApproval | None

_NOT_APPLICABLE = ToolApproval("not-applicable")


@dataclass(frozen=True, slots=True)
class ApprovalQuestion:
    """What one function for all tools is asked. `messages` are those that the model was given."""

    tool_call: ToolCall
    tools: Mapping[str, Tool[Any, Any]]
    messages: Sequence[Message]
    runtime_context: Any
    tools_context: Mapping[str, Any]


_Answer: TypeAlias = "ApprovalStatus | Awaitable[ApprovalStatus]"
ApprovalPolicy: TypeAlias = (
    "Callable[[ApprovalQuestion], _Answer] | Mapping[str, ApprovalStatus | Callable[[Any, ToolContext], _Answer]]"
)
"""One function for all tools, or tool name -> a status or a function of the input and the context.

It counts before a tool's own `needs_approval`: a mapping for the tools that it names, a function for all.
"""


@dataclass(frozen=True, slots=True)
class ToolApprovals:
    """The rules of a call."""

    policy: ApprovalPolicy | None
    secret: str | bytes | None
    generate_id: Callable[[], str]

    async def status(
        self,
        call: ToolCall,
        tools: Mapping[str, Tool[Any, Any]],
        *,
        messages: Sequence[Message],
        runtime_context: Any,
        tools_context: Mapping[str, Any],
    ) -> ToolApproval:
        """The word on a call, as the policy or else the tool has it.

        Raises `TypeValidationError` if a function is to decide on a context that the tool's schema refuses.
        """
        tool = tools[call.tool_name]
        policy = self.policy
        if policy is not None and not isinstance(policy, Mapping):
            return await _status(policy(ApprovalQuestion(call, tools, messages, runtime_context, tools_context)))

        def context() -> ToolContext:
            return ToolContext(
                tool_call_id=call.tool_call_id,
                messages=messages,
                context=validated_context(tool, tools_context),
                runtime_context=runtime_context,
            )

        if policy is not None and call.tool_name in policy:
            entry = cast("ApprovalStatus | Callable[[Any, ToolContext], Any]", policy[call.tool_name])
            return await _status(entry(call.input, context()) if callable(entry) else entry)
        needed = tool.needs_approval
        if callable(needed):
            needed = needed(call.input, context())
            if inspect.isawaitable(needed):
                needed = await needed
        return ToolApproval("user-approval") if needed else _NOT_APPLICABLE

    def signature(self, approval_id: str, call: ToolCall) -> str | None:
        """What proves later that this request was ours; None without a secret."""
        if self.secret is None:
            return None
        from ai_sdk.tools.approval_signature import sign_approval

        return sign_approval(
            self.secret,
            approval_id=approval_id,
            tool_call_id=call.tool_call_id,
            tool_name=call.tool_name,
            tool_input=call.input,
        )

    async def confirm(
        self,
        approval: CollectedApproval,
        tools: Mapping[str, Tool[Any, Any]],
        *,
        messages: Sequence[Message],
        runtime_context: Any,
        tools_context: Mapping[str, Any],
    ) -> tuple[ToolCall, ToolApproval]:
        """An approved call from the conversation, checked again: signature, input, policy.

        The conversation may come from untrusted hands. Raises `InvalidToolApprovalSignatureError` and
        `InvalidToolInputError`; a policy that says `denied` now has the last word.
        """
        call, request = approval.call, approval.request
        if self.secret is not None:
            self._check_signature(request, call)
        tool = tools.get(call.tool_name)
        value = call.input
        if tool is not None:
            try:
                value = tool.schema.validate(call.input)
            except (TypeValidationError, ValueError, TypeError) as error:
                raise InvalidToolInputError(
                    tool_name=call.tool_name, tool_input=to_json_text(call.input), cause=error
                ) from error
        confirmed = ToolCall(
            call.tool_call_id,
            call.tool_name,
            value,
            dynamic=True if tool is not None and tool.kind == "dynamic" else None,
            title=None if tool is None else tool.title,
            tool_metadata=None if tool is None else tool.metadata,
            provider_metadata=call.provider_options,
        )
        status = _NOT_APPLICABLE
        if tool is not None:
            status = await self.status(
                confirmed, tools, messages=messages, runtime_context=runtime_context, tools_context=tools_context
            )
        return confirmed, status

    def _check_signature(self, request: ToolApprovalRequestPart, call: ToolCallPart) -> None:
        from ai_sdk.tools.approval_signature import verify_approval

        valid = request.signature is not None and verify_approval(
            self.secret or "",
            request.signature,
            approval_id=request.approval_id,
            tool_call_id=call.tool_call_id,
            tool_name=call.tool_name,
            tool_input=call.input,
        )
        if not valid:
            raise InvalidToolApprovalSignatureError(
                approval_id=request.approval_id,
                tool_call_id=call.tool_call_id,
                reason="missing signature" if request.signature is None else "invalid signature",
            )


async def _status(answer: Any) -> ToolApproval:
    status: ApprovalStatus = await answer if inspect.isawaitable(answer) else answer
    if status is None:
        return _NOT_APPLICABLE
    return status if isinstance(status, ToolApproval) else ToolApproval(status)


# When the conversation goes on


@dataclass(frozen=True, slots=True)
class CollectedApproval:
    """A person's word in the last message, with the request and the call that it is about."""

    request: ToolApprovalRequestPart
    response: ToolApprovalResponsePart
    call: ToolCallPart
    # A denial whose result the conversation already holds needs no second one.
    has_result: bool


def collect_approvals(messages: Sequence[Message]) -> Sequence[CollectedApproval]:
    """The words in the last message, if it is a tool message, that are still to be acted on.

    Raises `InvalidToolApprovalError` for an answer to no request, `ToolCallNotFoundForApprovalError` for a request of
    no call.
    """
    last = messages[-1] if messages else None
    if not isinstance(last, ToolMessage):
        return ()
    assistant_parts = [part for message in messages if isinstance(message, AssistantMessage) for part in message.parts]
    calls = {part.tool_call_id: part for part in assistant_parts if isinstance(part, ToolCallPart)}
    requests = {part.approval_id: part for part in assistant_parts if isinstance(part, ToolApprovalRequestPart)}
    results = {part.tool_call_id: part for part in last.content if isinstance(part, ToolResultPart)}
    collected: list[CollectedApproval] = []
    for response in last.content:
        if not isinstance(response, ToolApprovalResponsePart):
            continue
        request = requests.get(response.approval_id)
        if request is None:
            raise InvalidToolApprovalError(approval_id=response.approval_id)
        result = results.get(request.tool_call_id)
        denied_before = result is not None and isinstance(result.output, ExecutionDeniedOutput)
        if result is not None and not (denied_before and not response.approved):
            continue
        call = calls.get(request.tool_call_id)
        if call is None:
            raise ToolCallNotFoundForApprovalError(tool_call_id=request.tool_call_id, approval_id=request.approval_id)
        collected.append(CollectedApproval(request, response, call, result is not None))
    return collected
