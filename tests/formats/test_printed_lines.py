from framing.formats.printed_lines import find_running_lines, join_hyphens

TEXTS = ["It rained.", "The mayor left.", "A bridge closed.", "The school opened.", "Nobody came.", "It ended well."]


def pages(*edges: str, count: int = 6) -> list[list[str]]:
    head, foot = edges
    return [
        [head.replace("#", str(n + 1)), TEXTS[n], TEXTS[n - 1], foot.replace("#", str(n + 1))] for n in range(count)
    ]


def test_page_numbers_at_the_top_and_the_foot_run_through() -> None:
    assert find_running_lines(pages("Gazette #", "Page # of 6")) == [{0, 3}] * 6


def test_a_head_without_a_page_number_stays_on_its_first_page() -> None:
    assert find_running_lines(pages("Gazette, 3 March 2019", "gazette.test")) == [{3}, *[{0, 3}] * 5]


def test_heads_with_other_numbers_do_not_run_through() -> None:
    found = [[f"Gazette, {day} March", TEXTS[place], TEXTS[place - 1]] for place, day in enumerate([3, 9, 4, 17, 8, 2])]
    assert find_running_lines(found) == [set()] * 6


def test_a_cover_without_the_head_does_not_hide_it() -> None:
    assert find_running_lines([["Cover", "Two"], *pages("Gazette #", "#")])[1:] == [{0, 3}] * 6


def test_a_mark_between_articles_never_runs_through() -> None:
    found = [["Gazette", TEXTS[n], TEXTS[n - 1], "End of Document", str(n + 1)] for n in range(6)]
    assert find_running_lines(found) == [{4}] * 6  # nor does the outlet: each page may be an article


def test_one_page_has_no_running_lines() -> None:
    assert find_running_lines([["Gazette", "It rained."]]) == [set()]
    assert find_running_lines([]) == []
    assert find_running_lines([[], [""], ["#"], ["#1"]]) == [set()] * 4


def test_hyphens_go_only_where_the_file_shows_it() -> None:
    assert join_hyphens(["The govern-", "ment, it fell", "Government"]) == ["The government,", "it fell", "Government"]
    assert join_hyphens(["a long-", "term plan", "long-term"]) == ["a long-term", "plan", "long-term"]
    assert join_hyphens(["a co-", "op, no coop, no co-op"]) == ["a co-", "op, no coop, no co-op"]
    assert join_hyphens(["Hazelby-", "upon-Tyne"]) == ["Hazelby-", "upon-Tyne"]
    assert join_hyphens(["Hazelby-", "Upton", "HazelbyUpton"]) == ["Hazelby-", "Upton", "HazelbyUpton"]
    assert join_hyphens(["govern\u00ad", "ment"]) == ["government"]
    assert join_hyphens(["a-", "", "b"]) == ["a-", "", "b"]
