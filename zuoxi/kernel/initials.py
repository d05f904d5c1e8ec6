"""First letters of how a name is read (拼音首字母), by which people look others up: 张伟 is `zw`.

The commoner 3,755 characters lie in the order of their reading in GB 2312, so that their code says the
letter. What is read otherwise in surnames, and the rarer characters that names like, stand beside it. A
character that is in neither has no letter: this helps to find, it spells nothing.
"""

from bisect import bisect_right

STARTS = (
    (0xB0A1, "a"),
    (0xB0C5, "b"),
    (0xB2C1, "c"),
    (0xB4EE, "d"),
    (0xB6EA, "e"),
    (0xB7A2, "f"),
    (0xB8C1, "g"),
    (0xB9FE, "h"),
    (0xBBF7, "j"),
    (0xBFA6, "k"),
    (0xC0AC, "l"),
    (0xC2E8, "m"),
    (0xC4C3, "n"),
    (0xC5B6, "o"),
    (0xC5BE, "p"),
    (0xC6DA, "q"),
    (0xC8BB, "r"),
    (0xC8F6, "s"),
    (0xCBFA, "t"),
    (0xCDDA, "w"),
    (0xCEF4, "x"),
    (0xD1B9, "y"),
    (0xD4D1, "z"),
)
"""From which code on a letter begins."""
END = 0xD7FA

SURNAMES = {"单": "s", "解": "x", "仇": "q", "区": "o", "查": "z", "朴": "p", "盖": "g", "种": "c"}
"""Read otherwise as the first character of a name."""

RARER = {
    "b": "邴",
    "c": "宸琛谌晁岑",
    "d": "玳",
    "f": "斐芾邡酆",
    "g": "妫郜缑艮",
    "h": "昊晖皓珩灏颢翮桦骅寰",
    "j": "婧璟瑾菁珺靓隽姣玑郏嵇",
    "k": "恺锴珂琨夔蒯邝",
    "l": "璐岚郦逯蔺闾骊嫘麟",
    "m": "淼旻缪茉芈",
    "n": "楠旎",
    "p": "邳逄",
    "q": "琪覃綦瞿祺圻璩萁",
    "r": "睿蕤芮嵘",
    "s": "晟姝嵩殳佘莘",
    "t": "婷昙邰佟",
    "w": "玮雯炜薇邬",
    "x": "萱璇昕鑫煊歆奚郗荀馨曦",
    "y": "妍瑜煜昱玥闫琰怡漪羿邕庾烨奕弈彧俣钰毓媛芸娅旖",
    "z": "梓翟祯璋祚臧訾濯",
}
LETTER_OF = {character: letter for letter, characters in RARER.items() for character in characters}


def initials(name: str) -> str:
    """The letters of a name, lower case; Latin letters and digits stand for themselves."""
    text = name.strip()
    return "".join(_letter(character, first=place == 0) for place, character in enumerate(text))


def _letter(character: str, *, first: bool) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    if first and character in SURNAMES:
        return SURNAMES[character]
    if character in LETTER_OF:
        return LETTER_OF[character]
    try:
        code = int.from_bytes(character.encode("gb2312"))
    except UnicodeEncodeError:
        return ""
    if not STARTS[0][0] <= code < END:
        return ""
    return STARTS[bisect_right(STARTS, (code, "~")) - 1][1]
