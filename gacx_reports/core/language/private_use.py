"""Private Use characters of old Chinese systems, and the characters to type in their place.

GBK had 105 characters that Unicode could not name then, in the cells A6D9 to A6F3, A8BC, A8BF, A989 to A995 and FE50
to FEA0; Windows gave each a code point of private use. GB 18030 has moved them to Unicode since: 䶮 is U+4DAE and
was U+E863. Old text still holds the old ones.

Checked with two independent tables: private use → cell by ICU's `windows-936` (`uconv`), cell → Unicode by glibc's
`GB18030` (`iconv`). Python's own `gb18030` agrees wherever it knows the character, which a test asserts.
"""

from types import MappingProxyType

_OLD_AND_NEW = (
    (0xE78D, "︐︒︑︓︔︕︖︗︘︙"),
    (0xE7C7, "ḿǹ"),
    (0xE7E7, "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻"),
    (
        0xE815,
        "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
        "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻",
    ),
)

RETYPED = MappingProxyType(
    {chr(first + n): new for first, text in _OLD_AND_NEW for n, new in enumerate(text)}
)
"""Private Use character → the character that it was."""
