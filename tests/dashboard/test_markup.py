"""Data reach the page to the letter: whatever a name holds, a browser shows it and does nothing else with it."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.markup import element, items, link, text

NASTY = [
    '<img src=x onerror="alert(1)">',
    "</span><script>alert(1)</script>",
    "![x](http://example.org/x.png)",
    "**bold** :red[x] $x$ `c` :material/home: &lt; &amp;amp;",
    "\" onmouseover='x'",
]


class Reader(HTMLParser):
    """Collects what a browser would find: text, tags, and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.attributes = "", [], {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


names = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs", "Cc"])))


@given(names)
def test_any_text_comes_back_to_the_letter_and_brings_no_tag(name: str) -> None:
    read = Reader(element("p", text(name), css="an-small"))
    assert (read.text, read.tags) == (name, ["p"])


@given(names)
def test_any_text_in_an_attribute_stays_in_it(name: str) -> None:
    read = Reader(element("span", title=name))
    assert (read.attributes, read.tags) == ({"title": name}, ["span"])


@given(names, names)
def test_a_link_leads_only_to_our_page(name: str, value: str) -> None:
    read = Reader(link("akteur", name, actor=value))
    assert read.text == name
    assert read.tags == ["a"]
    assert str(read.attributes["href"]).startswith("akteur")
    assert set(read.attributes) == {"href", "target"}


def test_a_link_leaves_out_empty_parameters() -> None:
    assert 'href="akteur?actor=p1"' in link("akteur", "x", actor="p1", language="")
    assert 'href="akteur"' in link("akteur", "x", language="")


def test_items_make_a_list() -> None:
    assert items(["a", "b"]) == '<ul class="an-list"><li>a</li><li>b</li></ul>'
