import { describe, expect, it } from 'vitest';
import { hexadecimal, lines, oddities, pieces, shown, type Kind } from './source';

const octets = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

function all(text: string) {
  const source = octets(text);
  return pieces(source).flatMap((piece) => lines(source, piece));
}

function kinds(text: string, kind: Kind): string[] {
  return all(text).flatMap((line) =>
    line.spans.filter((span) => span.kind === kind).map((span) => span.text),
  );
}

describe('what is what', () => {
  const mail =
    'Subject: =?utf-8?q?x?= y\r\nX-A:b\r\n\r\nNo: header\r\n--x\r\nContent-Type: text/html\r\n\r\n<p class=3D"a">\r\n--x--\r\n';

  it.each<[Kind, string[]]>([
    ['name', ['Subject:', 'X-A:', 'Content-Type:']],
    ['word', ['=?utf-8?q?x?=']],
    ['boundary', ['--x', '--x--']],
    ['tag', ['<p class=3D"a">']],
    ['odd', []],
  ])('%s', (kind, found) => {
    expect(kinds(mail, kind)).toEqual(found);
  });
});

it.each([
  ['a\nb\r\n', ['LF']],
  ['a\rb\r\n', ['CR']],
  ['a\0b\x7f\r\n', ['NUL', 'DEL']],
  ['caf\xe9\r\n', ['\\xe9']],
  ['caf\xc3\xa9\r\n', []],
])('the odd bytes of %j', (text, odd) => {
  expect(kinds(text, 'odd')).toEqual(odd);
});

it('counts what is odd', () => {
  expect(oddities(octets('a\nb\rc\0\x01\xe9\r\n'))).toEqual({
    bareFeeds: 1,
    bareReturns: 1,
    nuls: 1,
    controls: 1,
    eightBit: 1,
  });
});

it('loses no line, in however many pieces', () => {
  const text = Array.from({ length: 20_000 }, (_, at) => `line ${at} of many`).join('\r\n');
  const found = all(text);
  expect(found.map(shown).join('\r\n')).toBe(text);
  expect(found.at(-1)?.number).toBe(20_000);
  expect(pieces(octets(text)).length).toBeGreaterThan(3);
});

it('cuts a line that never ends', () => {
  const text = 'x'.repeat(300_000);
  expect(all(text).map(shown).join('')).toBe(text);
});

it('shows bytes', () => {
  const source = octets('Hello, world 123\0');
  expect(hexadecimal(source, { start: 0, end: 17, line: 1 })).toBe(
    '00000000  48 65 6c 6c 6f 2c 20 77 6f 72 6c 64 20 31 32 33  Hello, world 123\n' +
      '00000010  00                                               ·',
  );
});
