"""What the elements and attributes of HTML mean to a translator: tables, no logic."""

from __future__ import annotations


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input link meta param source track wbr"
)
"""Elements without content and end tag."""

BLOCK = _names(
    """
    address article aside base blockquote body button caption center col colgroup dd details
    dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6
    head header hgroup hr html iframe legend li link main menu meta nav noembed noframes
    noscript object
    ol optgroup option p plaintext pre search section select summary table tbody td textarea
    tfoot th thead title tr ul video audio xmp listing marquee canvas map
    """
)
"""Elements that a sentence never crosses. What is in no list (custom elements too) is inline."""

OPAQUE = _names(
    "code kbd samp pre script style textarea svg math xmp plaintext listing iframe noembed template"
)
"""Elements whose content is not text for a translator."""

VISIBLE_OPAQUE = _names("code kbd samp math")
"""Those of them that a reader reads as part of a sentence."""

CLOSES_PARAGRAPH = _names(
    """
    address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre
    plaintext search section summary table ul xmp
    """
)
"""Start tags that end an open `p`."""

_CELLS = frozenset({"td", "th"})
_ROWS = _CELLS | {"tr"}
_GROUPS = _ROWS | {"thead", "tbody", "tfoot", "caption", "colgroup"}
IMPLIED_END: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "td": (_CELLS | {"caption"}, frozenset({"tr", "table"})),
    "th": (_CELLS | {"caption"}, frozenset({"tr", "table"})),
    "tr": (_ROWS | {"caption", "colgroup"}, frozenset({"table"})),
    "thead": (_GROUPS, frozenset({"table"})),
    "tbody": (_GROUPS, frozenset({"table"})),
    "tfoot": (_GROUPS, frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select", "optgroup"})),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset({"select"})),
    "body": (frozenset({"head"}), frozenset({"html"})),
}
"""Start tag -> the open elements it ends, and those beyond which it does not look."""

BARRIERS = _names("table td th caption template object")
"""Elements out of which no end tag but a table's own reaches."""
PARAGRAPH_BARRIERS = BARRIERS | {"button"}
TABLE_BARRIERS = frozenset({"table"})
TABLE_ENDS = _names("table tr td th thead tbody tfoot caption html body template object")

RAW_TEXT = _names("script style xmp iframe noembed noframes title textarea plaintext")
"""Elements in which `<` begins no tag but their own end tag."""

ROLES = {
    "title": "title",
    "h1": "title",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "list entry",
    "dt": "list entry",
    "dd": "list entry",
    "td": "table cell",
    "th": "table cell",
    "caption": "caption",
    "figcaption": "caption",
    "blockquote": "quote",
    "summary": "summary",
    "button": "button",
    "legend": "label",
    "option": "label",
    "optgroup": "label",
}
"""Element -> the role of the text in it; other blocks take the role of the block around them."""

ATTRIBUTE_ROLES = {
    "alt": "image alt",
    "title": "tooltip",
    "aria-label": "label",
    "aria-description": "label",
    "aria-valuetext": "label",
    "aria-placeholder": "placeholder",
    "placeholder": "placeholder",
    "summary": "summary",
    "label": "label",
}
"""Attribute that is text -> its role."""

ATTRIBUTE_ELEMENTS = {
    "alt": frozenset({"img", "area", "input", "applet"}),
    "summary": frozenset({"table"}),
    "label": frozenset({"option", "optgroup", "track"}),
    "placeholder": frozenset({"input", "textarea"}),
}
"""Attributes that are text on these elements only."""

TITLELESS = frozenset({"link", "style", "script"})
"""Elements whose `title` names a style sheet or a feed."""

META_ROLES = {
    "description": "summary",
    "og:title": "title",
    "og:description": "summary",
    "og:site_name": "label",
    "og:image:alt": "image alt",
    "twitter:title": "title",
    "twitter:description": "summary",
    "twitter:image:alt": "image alt",
    "dc.title": "title",
    "dc.description": "summary",
    "dcterms.title": "title",
    "dcterms.description": "summary",
}
"""The name of a `meta` element -> the role of its content."""

META_LANGUAGES = frozenset(
    {"content-language", "language", "dc.language", "dcterms.language", "inlanguage", "og:locale"}
)
"""The names of `meta` elements whose content is the page's language."""

BUTTON_TYPES = frozenset({"submit", "button", "reset"})

INLINE_NAMES = {
    "a": "link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "emphasis",
    "u": "underlined",
    "s": "struck out",
    "del": "deleted",
    "ins": "inserted",
    "sub": "subscript",
    "sup": "superscript",
    "q": "quotation",
    "cite": "work cited",
    "abbr": "abbreviation",
    "mark": "highlighted",
    "small": "small print",
    "br": "line break",
    "wbr": "possible line break",
    "img": "image",
    "input": "form field",
}
"""Element -> what a translator's comment calls it."""
