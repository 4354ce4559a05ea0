/** What differs between two mails: their texts line by line, their headers field by field, their HTML as it is drawn. */
import { diffArrays, diffLines, diffWordsWithSpace } from 'diff';
import type { Header } from '../../api/types';

export interface Mark {
  readonly text: string;
  readonly differs: boolean;
}
/** One line, or some that belong together, of both; a side that has none is null. */
export interface Row {
  readonly left: readonly Mark[] | null;
  readonly right: readonly Mark[] | null;
  readonly same: boolean;
}
export type NamedRow = Row & { readonly name: string };

/** Two that differ in nearly everything would take minutes, and the answer would tell nothing. */
const PATIENCE = { timeout: 2_000 };
const whole = (text: string): Mark[] => [{ text, differs: true }];

/** Null when there is too much that differs. */
export function compareTexts(left: string, right: string): Row[] | null {
  const changes = diffLines(left, right, PATIENCE);
  if (!changes) return null;
  const rows: Row[] = [];
  for (let at = 0; at < changes.length; at++) {
    const [change, next] = [changes[at], changes[at + 1]];
    if (!change) continue;
    if (change.removed && next?.added) {
      rows.push(words(change.value, next.value));
      at++;
    } else if (change.removed) {
      rows.push({ left: whole(change.value), right: null, same: false });
    } else if (change.added) {
      rows.push({ left: null, right: whole(change.value), same: false });
    } else {
      const marks = [{ text: change.value, differs: false }];
      rows.push({ left: marks, right: marks, same: true });
    }
  }
  return rows;
}

function words(left: string, right: string): Row {
  const changes = diffWordsWithSpace(left, right, PATIENCE);
  if (!changes) return { left: whole(left), right: whole(right), same: false };
  const marks = (side: 'removed' | 'added', other: 'removed' | 'added') =>
    changes
      .filter((change) => !change[other])
      .map((change) => ({ text: change.value, differs: change[side] }));
  return { left: marks('removed', 'added'), right: marks('added', 'removed'), same: false };
}

/** Field by field, those of the same name in their order, and those that only one of them has. */
export function compareHeaders(left: readonly Header[], right: readonly Header[]): NamedRow[] {
  const rest = [...right];
  const rows = left.map((header): NamedRow => {
    const name = header.name.toLowerCase();
    const at = rest.findIndex((each) => each.name.toLowerCase() === name);
    const [other] = at < 0 ? [] : rest.splice(at, 1);
    if (!other) return { name: header.name, left: whole(header.value), right: null, same: false };
    if (other.value !== header.value) return { name: header.name, ...words(header.value, other.value) };
    const marks = [{ text: header.value, differs: false }];
    return { name: header.name, left: marks, right: marks, same: true };
  });
  return [
    ...rows,
    ...rest.map((header) => ({ name: header.name, left: null, right: whole(header.value), same: false })),
  ];
}

/** A tag with its attributes, or a word; and where it stands. */
interface Token {
  readonly key: string;
  readonly node: Element | Text;
  readonly start: number;
}

const UNSEEN = 'head, style, title, script';

/** Marks in both what the other one has not; the number of differences, or null when there are too many. */
export function markDifferences(left: Document, right: Document): number | null {
  const [ours, theirs] = [tokens(left), tokens(right)];
  const changes = diffArrays(
    ours.map((token) => token.key),
    theirs.map((token) => token.key),
    PATIENCE,
  );
  if (!changes) return null;
  const [removed, added]: [Token[], Token[]] = [[], []];
  let [at, there] = [0, 0];
  for (const change of changes) {
    const length = change.value.length;
    if (change.removed) removed.push(...ours.slice(at, at + length));
    if (change.added) added.push(...theirs.slice(there, there + length));
    if (!change.added) at += length;
    if (!change.removed) there += length;
  }
  mark(removed, '#ffd0cc', '#c0362c');
  mark(added, '#bdeec6', '#1c7a35');
  return removed.length + added.length;
}

function tokens(page: Document): Token[] {
  const found: Token[] = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Element | Text;
    if (node instanceof Element) {
      if (!node.matches(UNSEEN)) found.push({ key: tag(node), node, start: 0 });
    } else if (!node.parentElement?.closest(UNSEEN)) {
      for (const word of node.data.matchAll(/\S+/g)) found.push({ key: word[0], node, start: word.index });
    }
  }
  return found;
}

function tag(element: Element): string {
  const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort();
  return `<${element.localName} ${attributes.join(' ')}>`;
}

/** From the last word to the first, so that those before keep their places. */
function mark(found: readonly Token[], background: string, line: string): void {
  for (const { node, start, key } of found.toReversed()) {
    if (node instanceof Element) {
      node.setAttribute('style', `${node.getAttribute('style') ?? ''};outline:2px dashed ${line}`);
      continue;
    }
    const word = node.splitText(start);
    word.splitText(key.length);
    const marked = node.ownerDocument.createElement('span');
    marked.setAttribute('style', `background:${background};color:#000`);
    word.replaceWith(marked);
    marked.append(word);
  }
}
