import pytest

from framing.corpus.pages import split_page, take_title

LONG = "It rained through the night and well into the morning, and the river rose by a metre before noon."


def test_a_header_ends_at_a_blank_line() -> None:
    header, text = split_page("Headline: Rain: again\nOutlet: The Gazette\n\nIt rained.\n\nAnd rained.\n")
    assert header == {"Headline": "Rain: again", "Outlet": "The Gazette"}
    assert text == "It rained.\n\nAnd rained."


def test_a_fenced_header_may_hold_anything() -> None:
    assert split_page("---\ntopic: weather\n---\nIt rained.") == ({"topic": "weather"}, "It rained.")


@pytest.mark.parametrize(
    "text",
    [
        "Update: the river fell.\n\nIt rained.",  # no usual name
        "Title: Rain\nIt rained all day.\n\nAnd rained.",  # not every line
        "Title: Rain",  # no blank line
        "---\nIt rained.",  # no second fence
        "---\nIt rained.\n---\nMore.",  # no key
        "https://example.org/rain\n\nIt rained.",
        "\nIt rained.",
    ],
)
def test_text_that_only_looks_like_a_header_stays_text(text: str) -> None:
    assert split_page(text) == ({}, text)


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("River rises after a night of rain", f"\n{LONG}"),
        ("River rises after a night of rain", LONG),
        ("Will the dam hold?", f"\n{LONG}"),
        ("Share prices fall as the river rises", f"\n{LONG}"),
        ("‘Never so much rain’", f"\n{LONG}"),
    ],
)
def test_a_first_line_that_looks_like_a_title_is_one(first: str, rest: str) -> None:
    assert take_title(f"{first}\n{rest}") == (first, LONG)


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"It rained all night.\n\n{LONG}",
        f"“It rained all night.”\n\n{LONG}",
        f"The mayor said:\n\n{LONG}",
        f"Will the dam hold?\n{LONG}",
        f"River rises again\nRain goes on\n{LONG}",
        f"Skip to main content\n\n{LONG}",
        f"Home News Sport\n\n{LONG}",
        f"By Ann Miller\n\n{LONG}",
        f"Published: 4 March 2019\n\n{LONG}",
        f"Photo by Ann Miller\n\n{LONG}",
        f"Rain\n\n{LONG}",
        f"{'rain and ' * 12}sun\n\n{LONG}",
        "River rises after a night of rain",
        "River rises after a night of rain\n\n",
        "",
    ],
)
def test_any_other_first_line_is_text(text: str) -> None:
    assert take_title(text) == (None, text)
