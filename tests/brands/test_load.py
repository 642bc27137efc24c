"""Brands come from files; what is wrong is named by file and key."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trustdesk.brands import Unusable, allows_origin, brand_view, load

SAMPLES = Path(__file__).parents[2] / "brands"
MONDAY_MORNING = datetime(2026, 11, 23, 2, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES, tmp_path / "brands"))


def broken(folder: Path, old: str, new: str, name: str = "bitget.toml") -> str:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Unusable) as caught:
        load(folder)
    return str(caught.value)


def test_four_samples_ship() -> None:
    brands = load(SAMPLES)
    assert {slug: brand.prefix for slug, brand in brands.items()} == {
        "bitget": "BG",
        "bitmart": "BM",
        "bitp": "BP",
        "bybit": "BB",
    }
    for brand in brands.values():
        assert "not affiliated" in brand.notice.en
        assert "无任何关联" in brand.notice.zh
        assert 12 <= len(brand.topics) <= 16
        assert all(host.endswith(".example") for host in brand.official.domains)
    assert [slug for slug, brand in brands.items() if brand.winding_down] == ["bitmart"]
    assert [slug for slug, brand in brands.items() if not brand.hours.always] == ["bitp"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'prefix = "BG"',
            'prefix = "BGX"',
            "bitget.toml: prefix: Expected `str` matching regex '^[A-Z]{2}$'",
        ),
        ('prefix = "BG"', "", "bitget.toml: the file: Object missing required field `prefix`"),
        ('slug = "bitget"', 'slug = "bitgot"', "bitget.toml: slug: must be 'bitget' like the file"),
        (
            'accent = "#0a8f9e"',
            'accent = "teal"',
            "bitget.toml: colours.accent: Expected `str` matching regex",
        ),
        (
            "always = true",
            "always = true\nuntil = 5",
            "bitget.toml: hours: Object contains unknown field `until`",
        ),
        ("always = true", "", "bitget.toml: hours.week: has no span; say always = true"),
        (
            "Asia/Singapore",
            "Asia/Atlantis",
            "bitget.toml: hours.time_zone: 'Asia/Atlantis' is not a time zone",
        ),
        (
            'topic = "deposit"',
            'topic = "gold"',
            "bitget.toml: needs[0].topic: 'gold' is not among this brand's",
        ),
        ('"register", ', '"gold", ', "bitget.toml: topics: 'gold' is not among the shared topics"),
        (
            'lines = ["webchat", "api", "form"]',
            'lines = ["fax"]',
            "bitget.toml: lines[0]: Invalid enum value 'fax'",
        ),
        ('lines = ["webchat", "api", "form"]', 'lines = ["app"]', "bitget.toml: lines: 'app' stands twice"),
        ('locales = ["en", "zh-CN"]', 'locales = ["zh-CN"]', "bitget.toml: locales: must contain en"),
        ("https://www.bitget.example", "http://www.bitget.example", "must use https"),
        ("https://www.bitget.example", "https://*.bitget.example", "is not an origin like"),
        (
            'host = "support.bitget.example"',
            'host = "x.example"',
            "official.host: must be one of official.domains",
        ),
        ("published = false", "published = ", "bitget.toml: Invalid value"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_key(folder: Path, old: str, new: str, says: str) -> None:
    assert says in broken(folder, old, new)


def test_overlapping_spans_are_refused(folder: Path) -> None:
    says = broken(
        folder, 'mon = ["09:00-12:00", "13:30-18:00"]', 'mon = ["09:00-14:00", "13:30-18:00"]', "bitp.toml"
    )
    assert says == "bitp.toml: hours.week.mon: has spans that overlap"


def test_two_brands_may_not_share_a_prefix(folder: Path) -> None:
    assert broken(folder, 'prefix = "BG"', 'prefix = "BB"') == "prefix: 'BB' is used by more than one brand"


def test_all_faults_of_all_files_come_at_once(folder: Path) -> None:
    (folder / "bybit.toml").write_text("slug = 1", "utf-8")
    assert broken(folder, "Asia/Singapore", "Mars").count("\n") == 1


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"topics\.toml: is missing"):
        load(tmp_path)


def test_a_brand_may_add_topics_of_its_own(folder: Path) -> None:
    path = folder / "bitget.toml"
    own = '{ code = "copy_trading", label = { en = "Copy trading", zh-CN = "跟单交易" } }'
    path.write_text(path.read_text("utf-8").replace('"register"', own, 1), "utf-8")
    assert load(folder)["bitget"].topics[0].label.of("zh-CN") == "跟单交易"


def test_the_view_hides_unpublished_hotlines_and_speaks_the_readers_language() -> None:
    brands = load(SAMPLES)
    view = brand_view(brands["bitget"], MONDAY_MORNING, "zh-CN")
    assert view.hotlines == ()
    assert view.notice == "示例资料，与 Bitget 无任何关联。"
    assert view.hours.open is True
    assert view.hours.opens_at is None
    assert len(brand_view(brands["bybit"], MONDAY_MORNING, "en").hotlines) == 3


def test_the_view_says_when_the_team_is_back() -> None:
    hours = brand_view(load(SAMPLES)["bitp"], SUNDAY, "en").hours
    assert (hours.open, hours.opens_at) == (False, datetime(2026, 11, 23, 1, tzinfo=UTC))


def test_only_listed_pages_and_the_house_itself_may_speak_for_a_visitor() -> None:
    brand = load(SAMPLES)["bitget"]
    own = "http://127.0.0.1:8400"
    assert allows_origin(brand, "https://www.bitget.example", own)
    assert allows_origin(brand, own, own)
    for origin in (
        "https://bitget.example",
        "http://www.bitget.example",
        "https://www.bybit.example",
        "null",
        "",
    ):
        assert not allows_origin(brand, origin, own)
