"""Radicals that stand where an ideograph was meant: ⼭ for 山, ⻘ for 青.

They come from dictionaries and from text copied out of PDFs, whose glyph for both is the same one.
"""

import unicodedata
from types import MappingProxyType

_KANGXI = range(0x2F00, 0x2FD6)
_SUPPLEMENT = {
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺾⺿⻀": (
        "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿肉艹艹艹"
    ),
    "⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳": (
        "虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
    ),
}
"""From Unicode's EquivalentUnifiedIdeograph.txt, without ideographs beyond U+FFFF, which fonts may lack."""

RADICALS = MappingProxyType(
    {code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI}
    | {
        ord(radical): ideograph
        for radicals, ideographs in _SUPPLEMENT.items()
        for radical, ideograph in zip(radicals, ideographs, strict=True)
    }
)
"""Code point of a radical → the ideograph that looks the same; for `str.translate`."""
