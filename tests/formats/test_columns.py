import pytest

from framing.errors import CorpusError
from framing.formats.columns import USUAL_NAMES, check_mapping, check_targets, resolve_columns


@pytest.mark.parametrize(("target", "name"), [(t, n) for t, names in USUAL_NAMES.items() for n in names])
def test_every_usual_name_is_known_however_it_is_written(target: str, name: str) -> None:
    for written in (name, name.upper(), name.replace(" ", "_"), name.title().replace(" ", "-")):
        assert resolve_columns([written], columns=None, where="x")[written] == target


def test_no_usual_name_means_two_things() -> None:
    names = [name for names in USUAL_NAMES.values() for name in names]
    assert len(names) == len(set(names))
    assert not set(names) & set(USUAL_NAMES)


def test_unknown_columns_are_left_alone() -> None:
    assert resolve_columns(["bias", "topic"], columns=None, where="x") == {}


@pytest.mark.parametrize("names", [["headline", "Title"], ["text", "body"], ["source", "domain"]])
def test_two_candidates_are_an_error_that_shows_both(names: list[str]) -> None:
    with pytest.raises(CorpusError, match=f"'{names[0]}' and '{names[1]}' in news.csv.*columns="):
        resolve_columns(names, columns=None, where="news.csv")


def test_a_mapping_settles_two_candidates() -> None:
    assert resolve_columns(["source", "domain"], columns={"Domain": "outlet"}, where="x") == {"domain": "outlet"}


def test_a_table_of_our_own_is_taken_by_its_own_names() -> None:
    names = ["article_id", "text", "body", "text_hash"]
    assert "body" not in resolve_columns(names, columns=None, where="x")


def test_a_mapping_must_not_meet_a_column_of_that_name() -> None:
    with pytest.raises(CorpusError, match="there is one of that name"):
        resolve_columns(["lead", "text"], columns={"lead": "text"}, where="x")
    both = {"lead": "text", "text": "rest"}
    assert resolve_columns(["lead", "text"], columns=both, where="x") == both


def test_a_mapping_of_strangers_suggests_what_is_near() -> None:
    with pytest.raises(CorpusError, match=r"'bodi'.*found: columns: body, id.*did you mean 'body'"):
        check_mapping({"bodi": "text"}, ["body", "id"])
    check_mapping({"BODY": "text"}, ["body"])
    check_mapping(None, [])


def test_a_mapping_must_be_one_and_give_each_name_once() -> None:
    with pytest.raises(CorpusError, match=r"one name to two columns.*'a' and 'b' → 'text'"):
        check_targets({"a": "text", "b": "text"})
    for wrong in (["text"], {"a": 1}):
        with pytest.raises(CorpusError, match="must map names to names"):
            check_targets(wrong)
    check_targets(None)
    check_targets({"a": "text"})


HEADS = {
    "Media Cloud": (
        "id indexed_date language media_name media_url publish_date title url",
        {"article_id": "id", "retrieved": "indexed_date", "outlet": "media_name", "date": "publish_date"},
    ),
    "Media Cloud, Explorer": (
        "stories_id publish_date title url language ap_syndicated themes media_id media_name media_url",
        {"outlet": "media_name", "date": "publish_date", "title": "title", "url": "url"},
    ),
    "Media Cloud, minet": (
        "guid stories_id processed_stories_id title url language collect_date publish_date media_id media_name "
        "media_url tags tag_sets tags_ids tag_sets_ids",
        {"article_id": "guid", "outlet": "media_name", "date": "publish_date", "retrieved": "collect_date"},
    ),
    "4CAT": (
        "id thread_id timestamp body subject author url unix_timestamp",
        {"article_id": "id", "text": "body", "author": "author", "url": "url"},
    ),
    "GDELT DOC": (
        "url url_mobile title seendate socialimage domain language sourcecountry",
        {"url": "url", "title": "title", "date": "seendate", "outlet": "domain", "language": "language"},
    ),
    "GDELT list": ("URL MobileURL Date Title", {"url": "URL", "date": "Date", "title": "Title"}),
    "NewsAPI": (
        "source author title description url urlToImage publishedAt content",
        {"outlet": "source", "author": "author", "title": "title", "date": "publishedAt", "text": "content"},
    ),
    "NewsAPI, flat": (
        "source.id source.name author title description url urlToImage publishedAt content",
        {"outlet": "source.name", "date": "publishedAt", "text": "content"},
    ),
    "news-please": (
        "authors date_download date_modify date_publish description filename image_url language localpath maintext "
        "source_domain title title_page title_rss url",
        {"text": "maintext", "outlet": "source_domain", "date": "date_publish", "retrieved": "date_download"},
    ),
    "LexisNexisTools": (
        "ID Source_File Newspaper Date Length Section Author Edition Headline Graphic Article",
        {"article_id": "ID", "outlet": "Newspaper", "date": "Date", "title": "Headline", "text": "Article"},
    ),
    "readtext": ("doc_id text", {"article_id": "doc_id", "text": "text"}),
    "ProQuest, Excel": (
        "Title Abstract StoreId ArticleType Authors companies copyright documentType entryDate issn language pubdate "
        "pubtitle year DocumentURL",
        {"title": "Title", "author": "Authors", "date": "pubdate", "outlet": "pubtitle", "url": "DocumentURL"},
    ),
    "Factiva, Snapshots": (
        "an action art body byline publication_datetime publisher_name section snippet source_code source_name title",
        {"text": "body", "author": "byline", "outlet": "source_name", "section": "section", "title": "title"},
    ),
}


@pytest.mark.parametrize("head", HEADS)
def test_the_heads_of_usual_exports_resolve_without_a_clash(head: str) -> None:
    names, expected = HEADS[head]
    found = resolve_columns(names.split(), columns=None, where="news.csv")
    assert {target: name for name, target in found.items()} | expected == {t: n for n, t in found.items()}


@pytest.mark.parametrize(
    "head", ["Media Cloud", "Media Cloud, Explorer", "Media Cloud, minet", "GDELT DOC", "GDELT list"]
)
def test_lists_of_addresses_have_no_text_and_no_title_is_taken_for_it(head: str) -> None:
    assert "text" not in resolve_columns(HEADS[head][0].split(), columns=None, where="news.csv").values()


def test_what_4cat_needs_to_be_told() -> None:
    told = {"timestamp": "date", "subject": "title"}
    found = resolve_columns(HEADS["4CAT"][0].split(), columns=told, where="news.csv")
    assert {name: target for name, target in found.items() if name in told} == told
    assert "thread_id" not in found
    assert "unix_timestamp" not in found


@pytest.mark.parametrize(
    ("names", "two"),
    [
        ("authors maintext text title url", "'maintext' and 'text'"),  # news-please of before 2020, mixed with new
        ("title date text body raw_text url", "'text' and 'body'"),  # trafilatura's JSON
        ("uri date time dateTime title body source", "'date' and 'dateTime'"),  # Event Registry
    ],
)
def test_exports_with_two_candidates_are_refused_until_told(names: str, two: str) -> None:
    with pytest.raises(CorpusError, match=f"{two} in news.csv.*columns="):
        resolve_columns(names.split(), columns=None, where="news.csv")
