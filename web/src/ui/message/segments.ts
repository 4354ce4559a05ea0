/** The plain text of a mail cut into words to read, links to follow, and codes to copy. */

export type Segment =
  | { kind: 'words'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'code'; text: string };

/** Only what leads to the web or to a mailbox; a javascript: or data: URL stays text. */
const LINK =
  /\bhttps?:\/\/[^\s<>"'`]{1,2000}|\bmailto:[^\s<>"'`]{1,500}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/gi;
const AFTER_A_LINK = /[.,;:!?'"»”’]+$/;
const CLOSERS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

export function segments(text: string, codes: readonly string[]): Segment[] {
  const found: Segment[] = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = withoutEnd(match[0]);
    found.push(...words(text.slice(done, match.index), codes));
    found.push({ kind: 'link', text: shown, href: target(shown) });
    done = match.index + shown.length;
  }
  return [...found, ...words(text.slice(done), codes)];
}

function target(link: string): string {
  return /^(https?|mailto):/i.test(link) ? link : `mailto:${link}`;
}

/** A full stop ends the sentence, not the link; a bracket belongs to the link that opened it. */
function withoutEnd(link: string): string {
  let shown = link.replace(AFTER_A_LINK, '');
  for (let last = shown.at(-1); last && CLOSERS[last]; last = shown.at(-1)) {
    if (shown.split(CLOSERS[last] ?? '').length >= shown.split(last).length) break;
    shown = shown.slice(0, -1).replace(AFTER_A_LINK, '');
  }
  return shown;
}

function words(text: string, codes: readonly string[]): Segment[] {
  if (!text) return [];
  if (!codes.length) return [{ kind: 'words', text }];
  const pattern = new RegExp(`(?<![\\w-])(${codes.map(escaped).join('|')})(?![\\w-])`, 'g');
  return text
    .split(pattern)
    .map((piece, at): Segment => ({ kind: at % 2 ? 'code' : 'words', text: piece }))
    .filter((segment) => segment.text);
}

function escaped(code: string): string {
  return code.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
