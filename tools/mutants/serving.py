"""Faults of pages, of questions and of the endpoint."""

from __future__ import annotations

from typing import Any

from tools.mutants import mutant

PAGES = ("tests/test_pages.py",)
NETWORK = ("tests/test_network.py",)
GUARD = ("tests/test_guard.py",)
EXPLAIN = ("tests/test_explain.py",)
SERVE = "tests/test_serve.py"


@mutant("kg.html.webpage:environment", PAGES)
def pages_without_escaping(original: Any) -> Any:
    made = original()
    made.autoescape = False
    return made


@mutant("kg.html.webpage:inline", PAGES)
def code_may_end_its_element(_: Any, text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


@mutant("kg.html.webpage:policy", PAGES)
def pages_without_a_policy(*_: Any) -> str:
    return "default-src *"


@mutant("kg.html.pagedata:told", PAGES)
def an_end_is_told_as_a_day(original: Any, window: Any) -> Any:
    pattern, days = original(window)
    return ("on", days) if pattern in ("ended", "until") else (pattern, days)


@mutant("kg.html.pagedata:says", PAGES)
def what_a_claim_says_loses_a_role(original: Any, claim: Any) -> Any:
    roles, window = original(claim)
    return roles[:-1], window


@mutant("kg.html.dossiers:pieces", PAGES)
def evidence_begins_a_letter_late(
    original: Any, teller: Any, article: str, start: int, stop: int, looks: Any
) -> Any:
    return original(teller, article, start + 1, stop, looks)


@mutant("kg.html.texts:file_name", PAGES)
def file_names_as_keys_are(_: Any, key: str) -> str:
    return f"{key}.html"


@mutant("kg.html.worldread:_claims", PAGES)
def pages_lose_a_claim(original: Any, store: Any) -> Any:
    return {event: claims[:1] for event, claims in original(store).items()}


@mutant("kg.html.network:_lines", NETWORK)
def lines_run_backwards(original: Any, *args: Any) -> Any:
    return ((b, a, kind) for a, b, kind in original(*args))


@mutant("kg.html.network:_standing_for", NETWORK)
def an_office_is_not_folded(_: Any, __: Any, key: str) -> list[str]:
    return [key]


@mutant("kg.ask.guard:refuse_outward", GUARD)
def the_guard_lets_everything_through(*_: Any, **__: Any) -> None:
    return None


@mutant("kg.ask.guard:_Prefixes.hides", GUARD)
def service_may_hide_in_a_prefix(*_: Any) -> bool:
    return False


@mutant("kg.ask.guard:_refuse_unless", GUARD)
def any_host_may_be_asked(*_: Any) -> None:
    return None


@mutant("kg.ask.accounts:of_reading", EXPLAIN)
def explanations_lose_an_account(original: Any, reading: Any) -> Any:
    return original(reading)[:-1]


@mutant("kg.ask.fulltext:search", (f"{SERVE}::test_search_folds_letters",))
def search_finds_nothing(*_: Any, **__: Any) -> list[Any]:
    return []


@mutant(
    "kg.endpoint.gate:Gate._refusal",
    (
        f"{SERVE}::test_refusals_have_their_status_and_one_line",
        f"{SERVE}::test_a_web_origin_reads_only_when_named",
    ),
)
def any_site_may_ask(*_: Any) -> None:
    return None


@mutant("kg.endpoint.gate:guarded", (f"{SERVE}::test_every_answer_has_the_headers",))
def answers_without_guarding_headers(_: Any, headers: Any) -> Any:
    return list(headers)


@mutant("kg.endpoint.answering:Answering.may_change", (f"{SERVE}::test_updates_need_the_token",))
def updates_without_a_token(*_: Any) -> None:
    return None


@mutant("kg.endpoint.negotiation:chosen", (f"{SERVE}::test_rows_come_as_asked",))
def every_answer_in_the_first_format(_: Any, __: str, offered: Any, *___: Any) -> Any:
    return offered[0]


@mutant("kg.memory:bound", (f"{SERVE}::test_memory_is_bounded",))
def memory_is_not_bounded(*_: Any) -> None:
    return None
