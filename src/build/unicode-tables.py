"""Makes src/model/files/tokenizer/unicode/tables.json: what Python `tokenizers` 0.23.3 takes for a letter, a digit, a word...

Every code point is given to the reference itself, so that its versions of Unicode (its regular expressions, Rust's own and the
crates for normal forms and punctuation each have another one) are measured and not guessed. Run: pip install tokenizers==0.23.3;
python src/build/unicode-tables.py > src/model/files/tokenizer/unicode/tables.json
"""

import json
import subprocess
import sys

from tokenizers import Regex, normalizers, pre_tokenizers

POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]


def members(pattern):
    remove = normalizers.Replace(Regex(pattern), "")
    found = []
    for i in range(0, len(POINTS), 4096):
        left = set(remove.normalize_str("".join(map(chr, POINTS[i : i + 4096]))))
        found += [c for c in POINTS[i : i + 4096] if chr(c) not in left]
    return set(found)


def digits(n):
    text = ""
    while True:
        n, rest = divmod(n, 36)
        text = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + text
        if n == 0:
            return text


def packed(points):
    """Ranges as text: the gap since the last one, a full stop and the length where that is not 1, both to base 36."""
    ranges = []
    for c in sorted(points):
        if ranges and ranges[-1][1] == c:
            ranges[-1][1] = c + 1
        else:
            ranges.append([c, c + 1])
    end, parts = 0, []
    for first, after in ranges:
        parts.append(digits(first - end) + ("" if after - first == 1 else "." + digits(after - first)))
        end = after
    return " ".join(parts)


def splitting(tokenizer, pieces):
    return {c for c in POINTS if len(tokenizer.pre_tokenize_str("a" + chr(c) + "a")) == pieces}


CATEGORIES = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Co".split()
SCRIPTS = "Han Hiragana Katakana Hangul Bopomofo Latin Greek Cyrillic Arabic Hebrew Thai Devanagari".split()

category = {name: members(r"\p{%s}" % name) for name in CATEGORIES}
group = lambda letter: set().union(*(s for name, s in category.items() if name[0] == letter))
alpha = members("[[:alpha:]]")
space = members(r"\s")
LATIN_1_NUMBERS = {0xB2, 0xB3, 0xB9, 0xBC, 0xBD, 0xBE}
word = alpha | group("M") | category["Nd"] | category["Pc"]
# Outside of brackets the reference takes six numbers of Latin-1 for word characters, inside of them not.
assert members(r"[\w]") == members("[[:word:]]") == members(r"[\p{Word}]") == word
assert members(r"\w") == members(r"\p{Word}") == word | LATIN_1_NUMBERS
assert members("[[:space:]]") == members(r"\p{Space}") == space
assert members(r"\p{Alpha}") == alpha
assert members("[[:punct:]]") == group("P") | group("S") and members(r"\p{Punct}") == group("P")
assert members("[[:digit:]]") == members(r"\d") == members(r"\p{Digit}") == category["Nd"]
assert members("[[:alnum:]]") == members(r"\p{Alnum}") == alpha | category["Nd"]
assert members("[[:cntrl:]]") == category["Cc"]
assert members("[[:blank:]]") == category["Zs"] | {9}
assert space == group("Z") | {9, 10, 11, 12, 13, 0x85}
assert members("[[:xdigit:]]") == members(r"\h") == set(b"0123456789abcdefABCDEF")
for letter in "LMNPSZ":
    assert members(r"\p{%s}" % letter) == group(letter)

numeric = splitting(pre_tokenizers.Digits(individual_digits=True), 3)
punctuation = splitting(pre_tokenizers.Punctuation("isolated"), 3)
# Rust's \w, which added tokens and Whitespace use.
rust_word = splitting(pre_tokenizers.Whitespace(), 1)
assert rust_word == word | {0x200C, 0x200D}
assert {c for c in POINTS if not pre_tokenizers.WhitespaceSplit().pre_tokenize_str(chr(c))} == space
marks = {c for c in POINTS if normalizers.StripAccents().normalize_str(chr(c)) == ""}

# Pairs of letters that are younger than this Python's Unicode: a browser may not know them yet.
lower = {c: normalizers.Lowercase().normalize_str(chr(c)) for c in POINTS}
packed_pairs = " ".join(digits(c) + "." + digits(ord(l)) for c, l in lower.items() if l != chr(c).lower())

# What Node's normal forms (`node -p process.versions.unicode`: 17) know and the reference's do not: each stays as it is.
JS = """
const all = (form) => POINTS.map((c) => String.fromCodePoint(c).normalize(form));
const POINTS = Array.from({ length: 0x110000 }, (_, c) => c).filter((c) => c < 0xd800 || c > 0xdfff);
const ordered = POINTS.map((c) => 'a\\u0345' + String.fromCodePoint(c) + '\\u0334').map((text) => text.normalize('NFD'));
const one = (text) => [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length === 1;
const joins = POINTS.filter((c) => one('A' + String.fromCodePoint(c)));
const prepends = POINTS.filter((c) => one(String.fromCodePoint(c) + 'A'));
const controls = POINTS.filter((c) => !one(String.fromCodePoint(c) + '\\u0301'));
console.log(JSON.stringify({ joins, prepends, controls, NFC: all('NFC'), NFD: all('NFD'), NFKC: all('NFKC'), NFKD: all('NFKD'), ordered }));
"""
node = json.loads(subprocess.run(["node", "-e", JS], capture_output=True, check=True).stdout)
inert = set()
for form in ["NFC", "NFD", "NFKC", "NFKD"]:
    normalize = getattr(normalizers, form)().normalize_str
    for c, theirs in zip(POINTS, node[form]):
        if normalize(chr(c)) != theirs:
            inert.add(c)
            inert |= {ord(part) for part in theirs if form == "NFD" and ord(part) > 0x10000}
for c, theirs in zip(POINTS, node["ordered"]):
    if normalizers.NFD().normalize_str("a\u0345" + chr(c) + "\u0334") != theirs:
        inert.add(c)

json.dump(
    {
        "source": "Python tokenizers 0.23.3 (Apache-2.0), each code point asked by src/build/unicode-tables.py",
        "categories": {name: packed(points) for name, points in category.items()},
        "scripts": {name: packed(members(r"\p{%s}" % name)) for name in SCRIPTS},
        "otherAlpha": packed(alpha - group("L") - category["Nl"]),
        "numericBeyondN": packed(numeric - group("N")),
        "punctuationBeyondP": packed(punctuation - group("P")),
        "punctuationWithoutP": packed(group("P") - punctuation),
        "withoutNormalForm": packed(inert),
        # Of graphemes; held against a Precompiled normalizer of the reference for each code point.
        "graphemeJoins": packed(node["joins"]),
        "graphemePrepends": packed(node["prepends"]),
        "graphemeControls": packed(node["controls"]),
        "marksBeyondM": packed(marks - group("M")),
        "marksWithoutM": packed(group("M") - marks),
        "otherUpper": packed(members("[[:upper:]]") - category["Lu"]),
        "otherLower": packed(members("[[:lower:]]") - category["Ll"]),
        "youngLower": packed_pairs,
    },
    sys.stdout,
    indent=2,
)
print()
