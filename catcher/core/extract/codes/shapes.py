"""What in a line has the shape of a one-time code, and what surely is something else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from catcher.core.extract.links import url_spans
from catcher.core.wire import Value

MIN_DIGITS, MAX_DIGITS = 4, 10


class Shape(StrEnum):
    """How a candidate is written."""

    SIX = "six digits"
    DIGITS = "four, five, seven or eight digits"
    MANY = "nine or ten digits"
    YEAR = "a year"
    GROUPS = "digits in groups"
    SPACED = "single digits or letters with spaces"
    PREFIXED = "a letter and digits"
    MIXED = "capital letters and digits"
    LETTERS = "capital letters"
    SMALL = "small letters and digits"
    REFERENCE = "letters, then a number"


class Candidate(Value):
    """A stretch of a line that may be a code; `value` is what a person types."""

    start: int
    end: int
    value: str
    shape: Shape


class _Plain(dict[int, str]):
    """Digits of every script as ASCII, full-width letters too, all hyphens and all spaces as one."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char
        if unicodedata.category(char) == "Nd":
            plain = str(unicodedata.digit(char))
        elif 0xFF01 <= code <= 0xFF5E and (chr(code - 0xFEE0).isalnum() or char in "＃：％＋＠／＝．"):
            plain = chr(code - 0xFEE0)
        elif char in "\u2010\u2011\u2012\u2013\u2212\uff0d":
            plain = "-"
        elif char.isspace():
            plain = " "
        self[code] = plain
        return plain


_PLAIN = _Plain()
"""Fills as characters are met."""


def plain(text: str) -> str:
    """The text with what people may write in several ways written in one; as long as before."""
    return text.translate(_PLAIN)


def folded(text: str) -> str:
    """Plain text in small letters, as long as before."""
    return "".join(low if len(low := char.lower()) == 1 else low[0] for char in text)


# fmt: off
_CURRENCY = (
    r"(?:[$€£¥₹₽₺₩₴₪฿₫₦₱]|(?:R|NT|US)\$|(?<![^\W\d_])(?:EUR|USD|GBP|CHF|PLN|CZK|SEK|NOK|DKK|TRY|RUB|UAH|JPY|CNY|RMB|KRW|INR|VND|IDR|THB|BRL|MXN|AED|SAR|EGP|"
    r"ILS|NIS|TWD|HKD|SGD|AUD|CAD|RON|HUF|zł|Kč|kr\.?|TL|Rs\.?|Rp\.?|Ft|lei|руб\.?|грн\.?|р\.|円|元|원|บาท|đ|đồng|"
    r"ريال|درهم|جنيه|دينار|ש\"ח|रुपये|euros?|dollars?|Euro))"
)
_NUMBER = r"\d[\d.,'’ ]{0,20}"
_MONTH = (
    r"(?:jan|feb|fév|mar|mär|mrt|apr|avr|abr|may|mai|mei|maj|mag|jun|juin|jul|juil|aug|août|ago|sep|set|oct|okt|out|ott|nov|"
    r"dec|dez|déc|dic|des|gen|giu|lug|ene|stycz|lut|kwie|czerw|lip|sierp|wrze|paźd|list|grud|led|únor|břez|dub|květ|červ|srp|"
    r"září|říj|pros|ocak|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|"
    r"joulu|янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|ιαν|φεβ|μαρ|"
    r"απρ|μαΐ|ιουν|ιουλ|αυγ|σεπ|οκτ|νοε|δεκ|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|ינואר|"
    r"פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר|tháng|ม\.ค|ก\.พ|มี\.ค|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|"
    r"พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|जनवरी|फ़रवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|"
    r"सितंबर|सितम्बर|अक्टूबर|नवंबर|दिसंबर)\w*\.?"
)
_UNIT = (
    r"(?:kg|km|cm|mm|ml|px|pt|mah|mb|gb|kb|tb|kwh|hz|ghz|mhz|°c|°|[种款件名点个人円개명점]|ポイント"
    r"|seconds?|minutes?|hours?|days?|lines?|users?|people|members|readers|customers|visitors|items|products|points|miles|steps"
    r"|followers|subscribers|words|characters|zeichen|caractères|caracteres|caratteri|tekens|pages|bytes|logins|jobs|shares|times|sekunden|minuten|stunden|tage|zeilen|nutzer|mitglieder"
    r"|leser|kunden|besucher|artikel|produkte|punkte|schritte|menschen|personen|stück|secondes|heures|jours|articles|produits"
    r"|abonnés|lecteurs|personnes|segundos|horas|días|artículos|productos|socios|puntos|personas|secondi|ore|giorni|articoli"
    r"|prodotti|punti|dias|produtos|pontos|pessoas|artikelen|producten|punten|leden|produktów|punktów|товар\w+|балл\w+"
    r"|секунд\w*|минут\w*|秒|分|초|분)"
)
_NEVER = re.compile("|".join((
    r"(?<![\w.+-])[\w.+-]{1,64}+@[\w.-]{1,255}",                                              # an address
    r"(?<![\w.-])[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,9}/\S*",                                     # a link without scheme
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b",               # a UUID
    r"\b(?=[a-f]*\d)[0-9a-f]{13,}\b",                                 # a hash
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b",                                   # an address of IPv4
    r"\b(?:[0-9a-f]{1,4}:){2,7}:?[0-9a-f]{0,4}\b",                    # of IPv6
    r"\b\d{1,2}[:h]\d{2}(?::\d{2})?\b",                                 # a time
    r"(?<![\da-z])\d{4} ?[-/.年년] ?\d{1,2} ?[-/.月월] ?\d{1,2}(?: ?[日일])?",   # dates
    r"\b\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?\d{4}\b",
    r"\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])[./-]\d{2}\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?(?: de| of)? {_MONTH},?(?: de| del)? \d{{4}}\b",
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b",
    rf"\b{_MONTH},? \d{{4}}\b",
    r"(?<![\da-z])\d{4} ?(?:г\.|года?|р\.|року|年|년|թ\.)",
    rf"{_CURRENCY} ?{_NUMBER}",                                       # money
    rf"{_NUMBER} ?{_CURRENCY}(?!\w)",
    r"\b\d{1,3}(?:[.,'’]\d{3}){1,5}(?:[.,]\d{1,2})?\b(?![-.]?\d)",        # a number with thousands apart
    r"\b\d{1,4}[.,]\d{1,2}\b(?![-.]?\d)",                                 # or with decimals
    r"\bv?\d{1,9}(?:\.\d{1,9}){1,9}\b",                                           # a version
    r"(?<![\w)])\+ ?\(?\d[\d ()./-]{6,20}\d",                           # telephone numbers
    r"(?<!\w)\(0?\d{1,5}\) ?\d[\d ./-]{4,20}\d",
    r"\b00\d{2}[ /.-]\d[\d /.-]{6,20}\d",
    r"\b(?:0\d{1,5}|1|\d{3})[ ./-]\d{3}[ .-]\d{4}\b",
    r"\b0\d{1,5} ?[/-] ?\d[\d /-]{4,20}\d",
    r"\b0\d{1,4}(?: \d{2,4}){2,5}\b",
    r"\b\d{3,4}-\d{3,4}-\d{3,4}\b",
    r"\b\d{2,4}-\d{3,4}-\d{4}\b",
    r"\b1[3-9]\d-?\d{4}-?\d{4}\b",
    r"(?<![\w&])#[0-9a-f]{3}(?:[0-9a-f]{3}){0,1}(?:[0-9a-f]{2})?\b",  # a colour, or a number of something
    r"\b\d{1,9} ?%",
    r"(?:[*•x·●]{2,}|\.{3,}|…)[ -]?\d{3,4}\b(?!\*)",                        # the end of a card's number
    r"(?-i:\b[A-Z]{2} \d{5}(?:-\d{4})?\b)",                                 # postal codes
    r"(?-i:\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b)",
    r"(?-i:\b[A-Z]\d[A-Z] \d[A-Z]\d\b)",
    r"(?-i:\b\d{4} [A-Z]{2}\b)",
    r"〒 ?\d{3}-?\d{4}",
    r"(?-i:\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b)",   # an IBAN
    r"(?-i:\b(?:ATU|BE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|CHE)[ -]?\d{8,12}\b)",
    rf"\b\d[\d ]{{0,12}}{_UNIT}(?!-?\w)",
    r"\b(?:19|20)\d{2} ?[-–/] ?(?:19|20)?\d{2}\b",                    # from one year to another
    r"(?:©|\(c\)|copyright) ?\d{4}",
    r"\b(?:iso|utf|sha|rfc|din|en|md|aes|rsa|http|tls|covid|mp|h|win|x)[ -]?\d+(?:-\d+)*\b(?!-\w)",
)), re.IGNORECASE)

_LETTERS = r"0-9A-Za-z_\u00c0-\u024f\u0370-\u052f"
"""Of scripts that put spaces between words; those of others may stand right before and behind a code."""
_BEFORE = rf"(?<![{_LETTERS}/+&=@-])(?<!\d[.,:])"
_AFTER = rf"(?![{_LETTERS}/@=])(?![.:]\d{{1,3}}(?!\w))(?!,\d{{1,3}}(?!\d| ?[^\W\d_]))(?!-[{_LETTERS}])"
_DIGIT_RUN = re.compile(rf"{_BEFORE}\d+(?:[ -]\d+)*{_AFTER}")
_TOKEN = re.compile(rf"{_BEFORE}[{_LETTERS}]+(?:-[{_LETTERS}]+)*{_AFTER}")
_SPACED = re.compile(rf"{_BEFORE}[A-Z0-9](?:[ ·|][A-Z0-9]){{3,9}}(?! ?[{_LETTERS}-])")
_GROUPINGS = frozenset({
    (2, 2), (2, 3), (2, 4), (3, 2), (3, 3), (3, 4), (4, 2), (4, 3), (4, 4), (5, 5), (2, 2, 2), (3, 3, 3), (3, 2, 3),
    (2, 3, 3), (3, 3, 2), (4, 4, 2), (2, 2, 2, 2),
})
_MASK = "\ue000"
# fmt: on


def candidates(text: str) -> list[Candidate]:
    """All in a line of plain text, in order; none within another."""
    if not any(char.isdigit() or char.isupper() for char in text):
        return []
    left = masked(text)
    found = [
        Candidate(each.start(), each.end(), re.sub(r"[ ·|]", "", each[0]), Shape.SPACED)
        for each in _SPACED.finditer(left)
        if any(char.isdigit() for char in each[0])
    ]
    for each in found:
        left = left[: each.start] + _MASK * (each.end - each.start) + left[each.end :]
    for run in _DIGIT_RUN.finditer(left):
        found += _of_run(run.start(), run[0])
    found += [
        Candidate(each.start(), each.end(), each[0], shape)
        for each in _TOKEN.finditer(left)
        if (shape := _shape_of_token(each[0]))
    ]
    return sorted(found, key=lambda each: each.start)


def masked(text: str) -> str:
    """The text with all that is no code by its looks made unreadable; as long as before."""
    for start, end in url_spans(text):
        text = text[:start] + _MASK * (end - start) + text[end:]
    if not any(char.isdigit() for char in text):
        return text
    return _NEVER.sub(lambda found: _MASK * len(found[0]), text)


def _of_run(start: int, run: str) -> Iterator[Candidate]:
    """Digits that stand alone or in groups; of a longer row of numbers, those that are long enough by themselves."""
    groups = re.split("[ -]", run)
    sizes = tuple(map(len, groups))
    total = sum(sizes)
    if len(groups) == 1:
        if MIN_DIGITS <= total <= MAX_DIGITS:
            yield Candidate(start, start + total, run, _shape_of_digits(run))
    elif sizes in _GROUPINGS and len(set(re.findall("[ -]", run))) == 1:
        yield Candidate(start, start + len(run), "".join(groups), Shape.GROUPS)
    elif total > MAX_DIGITS and min(sizes) >= 3:
        return
    elif "-" not in run:
        position = start
        for group in groups:
            if MIN_DIGITS <= len(group) <= MAX_DIGITS:
                yield Candidate(position, position + len(group), group, _shape_of_digits(group))
            position += len(group) + 1


def _shape_of_digits(digits: str) -> Shape:
    match len(digits):
        case 6:
            return Shape.SIX
        case 4 if digits[:2] in {"19", "20"}:
            return Shape.YEAR
        case 9 | 10:
            return Shape.MANY
        case _:
            return Shape.DIGITS


_REFERENCE = re.compile(
    r"[A-Z]{2,}-?\d+(?:-\d+)*|\d{4}-[A-Z]+-?\d+|[A-Z]{2,}-\d+(?:-[A-Z0-9]+)+|\d{2,4}-\d{5,}"
)
_PREFIXED = re.compile(r"[^\W\d_]-\d{4,8}")
_SMALL_PARTS = re.compile(r"[A-Za-z0-9]{3,6}(?:-[A-Za-z0-9]{3,6}){1,2}")
_PARTS = re.compile(r"[A-Z0-9]{2,6}(?:-[A-Z0-9]{2,6}){1,3}")


def _shape_of_token(token: str) -> Shape | None:
    """Letters and digits, in capitals or not; digits alone are looked at elsewhere."""
    letters = sum(char.isalpha() for char in token)
    digits = sum(char.isdigit() for char in token)
    if not letters or not 4 <= letters + digits <= 20 or "_" in token:
        return None
    if digits and _PREFIXED.fullmatch(token):
        return Shape.PREFIXED
    if token.upper() == token and token.lower() != token:
        if "-" in token and not (_PARTS.fullmatch(token) or _REFERENCE.fullmatch(token)):
            return None
        if not digits:
            return Shape.LETTERS if token.isascii() and ("-" in token or letters <= 10) else None
        if _REFERENCE.fullmatch(token):
            return Shape.REFERENCE
        return Shape.MIXED if letters + digits <= 16 else None
    in_parts = "-" not in token or _SMALL_PARTS.fullmatch(token)
    return Shape.SMALL if digits and in_parts and letters + digits <= 12 else None
