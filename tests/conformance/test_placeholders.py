from __future__ import annotations

from conformance_runner.placeholders import Bindings, substitute


def test_origins_are_put_back_into_observed_texts() -> None:
    bindings = Bindings({"{BASE_URL}": "http://127.0.0.1:4001"})
    assert bindings.matches("{BASE_URL}/v1", "http://127.0.0.1:4001/v1")
    assert not bindings.matches("{BASE_URL}/v1", "http://127.0.0.1:4002/v1")


def test_an_id_is_bound_by_the_first_text_in_its_place() -> None:
    bindings = Bindings()
    assert bindings.matches("aitxt-{GENERATED_ID_1}", "aitxt-abc")
    assert bindings.matches("{GENERATED_ID_1}", "abc")
    assert not bindings.matches("{GENERATED_ID_1}", "abd")


def test_different_ids_are_different_texts() -> None:
    bindings = Bindings()
    assert bindings.matches("{GENERATED_ID_1}", "abc")
    assert not bindings.matches("{GENERATED_ID_2}", "abc")
    assert bindings.matches("{GENERATED_ID_2}", "abd")


def test_an_id_is_not_empty_and_the_text_around_it_is_literal() -> None:
    assert not Bindings().matches("aitxt-{GENERATED_ID_1}", "aitxt-")
    assert not Bindings().matches("aitxt-{GENERATED_ID_1}", "call-abc")


def test_what_did_not_match_binds_nothing() -> None:
    bindings = Bindings()
    assert not bindings.matches("{GENERATED_ID_1}/{GENERATED_ID_1}", "a/b")
    assert bindings.matches("{GENERATED_ID_1}", "c")


def test_bindings_can_be_taken_back() -> None:
    bindings = Bindings()
    before = bindings.snapshot()
    bindings.matches("{GENERATED_ID_1}", "abc")
    bindings.restore(before)
    assert bindings.matches("{GENERATED_ID_1}", "other")


def test_versions_and_runtime_of_a_user_agent_are_free_but_not_its_products() -> None:
    recorded = "my-app/1.0 ai-sdk/groq/{VERSION} ai-sdk/provider-utils/{VERSION} runtime/{RUNTIME}"
    bindings = Bindings()
    assert bindings.matches(recorded, "my-app/1.0 ai-sdk/groq/0.1.0 ai-sdk/provider-utils/0.1.0 runtime/python/3.11.4")
    assert not bindings.matches(recorded, "ai-sdk/groq/0.1.0 ai-sdk/provider-utils/0.1.0 runtime/python/3.11.4")
    assert not bindings.matches(recorded, "my-app/1.0 ai-sdk/acme/0.1.0 ai-sdk/provider-utils/0.1.0 runtime/python/3")
    assert not bindings.matches(recorded, "my-app/1.0 ai-sdk/groq/0.1.0 runtime/python/3.11.4")


def test_placeholders_of_settings_are_replaced_at_any_depth() -> None:
    settings = {"base_url": "{BASE_URL}/v1", "list": ["{BASE_URL}", 1]}
    assert substitute(settings, {"{BASE_URL}": "http://x"}) == {"base_url": "http://x/v1", "list": ["http://x", 1]}
