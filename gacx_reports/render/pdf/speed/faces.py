"""Pango's context and font of a style, which WeasyPrint makes anew for every line of text, twice."""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary

from gacx_reports.render.pdf.weasyprint_internals import weasyprint

_FONT = ("font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings")
_FEATURES = (
    *("font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    "font_feature_settings",
)
_LINES = (
    *("white_space", "word_spacing", "letter_spacing", "overflow_wrap", "word_break", "tab_size"),
    *("hyphens", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphenate_character"),
)
_values = itemgetter(
    *dict.fromkeys((*_FONT, *_FEATURES, "direction", "lang", "font_language_override", *_LINES))
)
"""The values of the properties on which all of it depends, besides the families of fonts."""


@dataclass(eq=False, slots=True)
class _Face:
    """What is set up for a text."""

    context: Any
    language: Any
    font: Any
    features: bytes
    """Features of the font as Pango is told them; b"" for none."""


@dataclass(eq=False, slots=True)
class Texts:
    """What is known of texts in the fonts of a font configuration."""

    settings: dict[Any, "Setting"] = field(default_factory=dict)
    """By values of the properties."""
    lines: dict[Any, Any] = field(default_factory=dict)
    """Lines as they were broken."""
    drawn: dict[Any, Any] = field(default_factory=dict)
    """Lines as they were drawn."""
    fonts: dict[int, Any] = field(default_factory=dict)
    """Pango's fonts by address; they are held, so that it names no other."""
    rare: set[str] = field(default_factory=set)
    """Faces that were added to the fonts."""

    def forget(self) -> None:
        """Forget all texts, as what shows them may be another font."""
        for known in (self.lines, self.drawn, self.fonts):
            known.clear()


@dataclass(eq=False, slots=True)
class Setting:
    """How a text is set: all styles that set it alike have the same."""

    texts: Texts
    face: _Face | None = None


_texts: WeakKeyDictionary[Any, Texts] = WeakKeyDictionary()
"""By font configuration."""


def setting_of(style: Any) -> Setting:
    """How a style sets its text; a style that has once set one is not changed any more."""
    try:
        found: Setting = style.text_setting
    except AttributeError:
        texts = _texts.setdefault(style.font_config, Texts())
        plain = style["text_decoration_line"] == "none"
        key = (*style["font_family"], plain, _values(style))  # pictures have a list of families
        found = style.text_setting = texts.settings.setdefault(key, Setting(texts))
    return found


def forget() -> None:
    """Keep no face and no text."""
    for texts in _texts.values():
        texts.forget()
    _texts.clear()


def add_face(plain: Any) -> Any:
    """WeasyPrint's `FontConfiguration.add_font_face`; texts are forgotten if the face is a new one."""

    def add_font_face(font_config: Any, rule_descriptors: Any, url_fetcher: Any) -> None:
        texts, face = _texts.setdefault(font_config, Texts()), str(rule_descriptors)
        if face not in texts.rare:
            texts.rare.add(face)
            texts.forget()
        plain(font_config, rule_descriptors, url_fetcher)

    return add_font_face


def set_up(plain: Any) -> Any:
    """WeasyPrint's `Layout.setup`, which takes what is there already."""
    line_break = weasyprint().text.line_break
    pango, ffi, gobject = line_break.pango, line_break.ffi, line_break.gobject

    def setup(layout: Any, style: Any) -> None:
        if style["text_decoration_line"] != "none":
            # A line under a text needs the measures of the font.
            plain(layout, style)
            return
        setting = setting_of(style)
        face = setting.face
        if face is None:
            face = setting.face = _face(line_break, style)
        layout.style = style
        layout.first_line_direction = 0
        layout.language = face.language
        layout.layout = ffi.gc(pango.pango_layout_new(face.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, face.font)
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        if face.features:
            # WeasyPrint leaves list and attribute of every line of text in memory; ours go with the layout.
            attributes = pango.pango_attr_list_new()
            features = pango.pango_attr_font_features_new(face.features)
            pango.pango_attr_list_insert(attributes, features)
            pango.pango_layout_set_attributes(layout.layout, attributes)
            pango.pango_attr_list_unref(attributes)

    return setup


def _face(line_break: Any, style: Any) -> _Face:
    """A face as `Layout.setup` makes it."""
    pango, ffi = line_break.pango, line_break.ffi
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map),
        line_break.gobject.g_object_unref,
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    language = _language(line_break, style)
    if language is None:
        language = pango.pango_language_get_default()
    else:
        pango.pango_context_set_language(context, language)
    font = line_break.get_font_description(style)
    return _Face(context, language, font, _features(line_break, style))


def _language(line_break: Any, style: Any) -> Any:
    name = style["lang"]
    if (other := style["font_language_override"]) != "normal":
        name = line_break.LST_TO_ISO.get(other.lower(), other)
    if not name:
        return None
    pointer, text = line_break.unicode_to_char_p(name)
    return line_break.pango.pango_language_from_string(pointer) if text else None


def _features(line_break: Any, style: Any) -> bytes:
    features = line_break.font_features(*(style[name] for name in _FEATURES))
    return ",".join(f"{key} {value}" for key, value in features.items()).encode()
