/** The bytes of a mail as lines to look at: what is what, and every byte shown that does not belong there. */

export type Kind = 'name' | 'word' | 'boundary' | 'tag' | 'escape' | 'quiet' | 'odd' | '';
export interface Span {
  readonly kind: Kind;
  readonly text: string;
}
export interface Line {
  readonly number: number;
  readonly spans: readonly Span[];
}
export interface Oddities {
  readonly bareFeeds: number;
  readonly bareReturns: number;
  readonly nuls: number;
  readonly controls: number;
  readonly eightBit: number;
}
/** From which byte up to which, and the number of the first line. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const PIECE_OCTETS = 32 * 1024;

/** The source cut at line ends into what a browser shows at ease; a line that never ends is cut too. */
export function pieces(octets: Uint8Array): Piece[] {
  const found: Piece[] = [];
  let start = 0;
  let line = 1;
  while (start < octets.length) {
    const reach = Math.min(start + PIECE_OCTETS, octets.length);
    const feed = reach < octets.length ? octets.lastIndexOf(LF, reach - 1) : reach - 1;
    const end = feed >= start ? feed + 1 : reach;
    found.push({ start, end, line });
    for (let at = start; at < end; at++) if (octets[at] === LF) line++;
    start = end;
  }
  return found;
}

export function oddities(octets: Uint8Array): Oddities {
  let [bareFeeds, bareReturns, nuls, controls, eightBit] = [0, 0, 0, 0, 0];
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    if (octet > 127) eightBit++;
    else if (octet === 0) nuls++;
    else if (octet === LF && octets[at - 1] !== CR) bareFeeds++;
    else if (octet === CR && octets[at + 1] !== LF) bareReturns++;
    else if (isControl(octet)) controls++;
  }
  return { bareFeeds, bareReturns, nuls, controls, eightBit };
}

function isControl(octet: number): boolean {
  return (octet < 32 && octet !== 9 && octet !== LF && octet !== CR) || octet === 127;
}

/** Knows from line to line whether it is in a header. */
export function lines(octets: Uint8Array, piece: Piece): Line[] {
  const found: Line[] = [];
  let inHeader = piece.start === 0;
  for (let start = piece.start, number = piece.line; start < piece.end; number++) {
    const feed = octets.indexOf(LF, start);
    const end = feed < 0 || feed >= piece.end ? piece.end : feed + 1;
    const text = octets.subarray(start, end);
    const content = withoutEnd(text);
    const first = content[0] ?? 0;
    const isBoundary = !inHeader && first === 45 && content[1] === 45 && (content[2] ?? SPACE) !== SPACE;
    const spans = isBoundary
      ? marked(content, plain('boundary'))
      : marked(content, inHeader ? header : body(content));
    if (isBoundary) inHeader = !endsWithDashes(content);
    else if (inHeader && content.length === 0) inHeader = false;
    found.push({ number, spans: [...spans, ...lineEnd(text)] });
    start = end;
  }
  return found;
}

function withoutEnd(line: Uint8Array): Uint8Array {
  if (line.at(-1) !== LF) return line;
  return line.subarray(0, line.at(-2) === CR ? -2 : -1);
}

function endsWithDashes(line: Uint8Array): boolean {
  return line.length > 4 && line.at(-1) === 45 && line.at(-2) === 45;
}

/** CR LF is as it should be, and so not shown. */
function lineEnd(line: Uint8Array): Span[] {
  return line.at(-1) === LF && line.at(-2) !== CR ? [{ kind: 'odd', text: 'LF' }] : [];
}

type Highlight = (text: string) => Span[];
const plain =
  (kind: Kind): Highlight =>
  (text) => [{ kind, text }];

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The line as text with what is odd in it made visible; the rest is highlighted. */
function marked(line: Uint8Array, highlight: Highlight): Span[] {
  let text: string;
  try {
    text = UTF_8.decode(line);
  } catch {
    text = Array.from(line, (octet) =>
      octet > 127 ? `\uE000${octet.toString(16)}\uE001` : String.fromCharCode(octet),
    ).join('');
  }
  return text.split(/(\uE000[0-9a-f]{2}\uE001|[\0-\x08\x0b-\x1f\x7f])/).flatMap((piece, at) => {
    if (at % 2 === 0) return piece ? highlight(piece) : [];
    const shown = piece.length > 1 ? `\\x${piece.slice(1, 3)}` : symbol(piece.charCodeAt(0));
    return [{ kind: 'odd' as const, text: shown }];
  });
}

/** In letters: few fonts have the pictures of control characters. */
function symbol(octet: number): string {
  const named: Record<number, string> = { 0: 'NUL', 13: 'CR', 27: 'ESC', 127: 'DEL' };
  return named[octet] ?? `\\x${octet.toString(16).padStart(2, '0')}`;
}

const NAME = /^[!-9;-~]+:/;
const WORDS = /(=\?[^?\s]{1,60}\?[bq]\?[^?\s]*\?=)/i;
const BASE64 = /^[A-Za-z0-9+/]{60,}={0,2}$/;
const TAGS = /(<\/?[a-z][^<>]*>?|=[0-9A-F]{2}|=$)/i;

function header(text: string): Span[] {
  const name = NAME.exec(text)?.[0] ?? '';
  return [
    ...(name ? [{ kind: 'name' as const, text: name }] : []),
    ...split(text.slice(name.length), WORDS, () => 'word'),
  ];
}

function body(line: Uint8Array): Highlight {
  return (text) =>
    line.length >= 60 && BASE64.test(text)
      ? [{ kind: 'quiet', text }]
      : split(text, TAGS, (piece) => (piece.startsWith('<') ? 'tag' : 'escape'));
}

function split(text: string, pattern: RegExp, kindOf: (piece: string) => Kind): Span[] {
  return text
    .split(pattern)
    .map((piece, at): Span => ({ kind: at % 2 ? kindOf(piece) : '', text: piece }))
    .filter((span) => span.text);
}

export function shown(line: Line): string {
  return line.spans.map((span) => span.text).join('');
}

/** Sixteen bytes a line: where they are, what they are, and as characters. */
export function hexadecimal(octets: Uint8Array, piece: Piece): string {
  const rows: string[] = [];
  for (let at = piece.start; at < piece.end; at += 16) {
    const row = octets.subarray(at, Math.min(at + 16, piece.end));
    const numbers = Array.from(row, (octet) => octet.toString(16).padStart(2, '0')).join(' ');
    const characters = Array.from(row, (octet) =>
      octet > 31 && octet < 127 ? String.fromCharCode(octet) : '·',
    ).join('');
    rows.push(`${at.toString(16).padStart(8, '0')}  ${numbers.padEnd(47)}  ${characters}`);
  }
  return rows.join('\n');
}
