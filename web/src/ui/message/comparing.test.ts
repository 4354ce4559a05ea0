import { describe, expect, it } from 'vitest';
import { compareHeaders, compareTexts, type Mark } from './comparing';

const differing = (marks: readonly Mark[] | null) =>
  (marks ?? []).filter((mark) => mark.differs).map((mark) => mark.text);

describe('texts', () => {
  it('are alike where nothing differs', () => {
    expect(compareTexts('a\nb\n', 'a\nb\n')?.map((row) => row.same)).toEqual([true]);
  });

  it('differ by words within a line, and by whole lines', () => {
    const rows = compareTexts('Hello Bob\nsame\ngone\n', 'Hello Ann\nsame\n') ?? [];
    expect(rows.map((row) => [differing(row.left), differing(row.right), row.same])).toEqual([
      [['Bob'], ['Ann'], false],
      [[], [], true],
      [['gone\n'], [], false],
    ]);
    expect(rows.at(-1)?.right).toBeNull();
  });
});

it('headers are held against those of the same name, in whatever order', () => {
  const header = (name: string, value: string) => ({ name, value, raw: value });
  const rows = compareHeaders(
    [header('Subject', 'Order 1'), header('To', 'bob'), header('X-Old', 'x')],
    [header('to', 'bob'), header('Subject', 'Order 2'), header('X-New', 'y')],
  );
  expect(rows.map((row) => [row.name, row.same, differing(row.left), differing(row.right)])).toEqual([
    ['Subject', false, ['1'], ['2']],
    ['To', true, [], []],
    ['X-Old', false, ['x'], []],
    ['X-New', false, [], ['y']],
  ]);
});
