import { expect, it } from 'vitest';
import { accepted, complete, type Known } from './completion';

const KNOWN: Known = {
  addresses: ['ann@example.com', 'bob@example.com'],
  mailboxes: ['default', 'team one'],
  today: '2026-05-01',
};

const proposed = (query: string, caret = query.length) =>
  complete(query, caret, KNOWN).suggestions.map(({ text }) => text);

it.each([
  ['fr', ['from:']],
  ['hello SU', ['subject:']],
  ['-ha', ['has:']],
  ['(to:bob OR si', ['size>', 'size<']],
  ['has:', ['has:attachment', 'has:html', 'has:defect']],
  ['is:r', ['is:unread', 'is:read']],
  ['is:read', ['is:unread']],
  ['to:bo', ['to:bob@example.com']],
  ['mailbox:t', ['mailbox:default', 'mailbox:"team one"']],
  ['after:', ['after:2026-05-01']],
  ['"quoted fr', []],
  ['colour:', []],
])('completes %s', (query, texts) => {
  expect(proposed(query)).toEqual(texts);
});

it('proposes the frequent fields where nothing is typed', () => {
  expect(proposed('')).toContain('subject:');
  expect(proposed('to:bob ')).toContain('has:');
});

it.each([
  ['to:bob ha', 'to:bob has:'],
  ['-is:un', '-is:unread '],
])('takes a suggestion for %s', (query, taken) => {
  const { from, suggestions } = complete(query, query.length, KNOWN);
  const [first] = suggestions;
  expect(first && accepted(query, query.length, from, first)).toEqual({ query: taken, caret: taken.length });
});

it('takes a suggestion in the middle', () => {
  const { from, suggestions } = complete('is:re subject:x', 5, KNOWN);
  const read = suggestions.find(({ text }) => text === 'is:read');
  expect(read && accepted('is:re subject:x', 5, from, read).query).toBe('is:read subject:x');
});
