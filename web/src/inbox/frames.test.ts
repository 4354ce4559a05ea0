import { describe, expect, it } from 'vitest';
import type { ChangesFrame, LiveFrame, Summary } from '../api/types';
import {
  applyFrame,
  newerThan,
  NOTHING,
  placeOfRow,
  rowAt,
  trimmed,
  without,
  withRows,
  type Held,
} from './frames';

function row(id: number, read = false): Summary {
  return { id, read } as Summary;
}

const rows = (...ids: number[]) => ids.map((id) => row(id));

function snapshot(ids: number[], total = ids.length): LiveFrame {
  return {
    type: 'snapshot',
    messages: rows(...ids),
    total,
    unread: total,
    last_id: ids[0] ?? 0,
    writing: 'ok',
  };
}

function changes(total: number, ...told: ChangesFrame['changes']): LiveFrame {
  return { type: 'changes', changes: told, total, unread: total, last_id: 99, writing: 'ok' };
}

const arrived = (id: number) => ({ type: 'arrived', message: row(id) }) as const;
const changed = (id: number, read = false) => ({ type: 'changed', message: row(id, read) }) as const;
const removed = (...ids: number[]) => ({ type: 'removed', ids }) as const;

const holding = (ids: number[], total = ids.length) => applyFrame(NOTHING, snapshot(ids, total));
/** Ids by place. */
const places = (held: Held) => Object.fromEntries(held.placed.map(({ at, row: { id } }) => [at, id]));

/** Ten rows, of which the places 0, 1, 5 and 6 are loaded. */
const GAPS = withRows(holding([20, 19], 10), 5, rows(15, 14));

describe('applyFrame', () => {
  it('takes a snapshot as it is', () => {
    const held = applyFrame(holding([9, 8]), snapshot([3, 1]));
    expect(places(held)).toEqual({ 0: 3, 1: 1 });
    expect(held.total).toBe(2);
  });

  it('puts arrivals on top, and what was there moves down', () => {
    expect(places(applyFrame(holding([2, 1]), changes(4, arrived(3), arrived(4))))).toEqual({
      0: 4,
      1: 3,
      2: 2,
      3: 1,
    });
    expect(places(applyFrame(GAPS, changes(11, arrived(21))))).toEqual({ 0: 21, 1: 20, 2: 19, 6: 15, 7: 14 });
  });

  it('replaces what changed and takes out what is gone', () => {
    const held = applyFrame(holding([3, 2, 1]), changes(2, changed(2, true), removed(3)));
    expect(held.placed.map((each) => each.row)).toEqual([row(2, true), row(1)]);
    expect(places(held)).toEqual({ 0: 2, 1: 1 });
  });

  it('shows a mail that matches only now, in its place', () => {
    expect(places(applyFrame(holding([5, 1]), changes(3, changed(3))))).toEqual({ 0: 5, 1: 3, 2: 1 });
  });

  it('moves what is below a removed mail up, across what is not loaded', () => {
    expect(places(applyFrame(GAPS, changes(9, removed(19))))).toEqual({ 0: 20, 4: 15, 5: 14 });
  });

  it('ignores what was removed from elsewhere', () => {
    expect(applyFrame(GAPS, changes(10, removed(22))).placed).toEqual(GAPS.placed);
    expect(applyFrame(holding([3, 1]), changes(2, removed(2))).placed).toHaveLength(2);
  });

  it('forgets places that are not sure any more', () => {
    expect(places(applyFrame(GAPS, changes(9, removed(17))))).toEqual({ 0: 20, 1: 19 });
    expect(places(applyFrame(GAPS, changes(11, changed(17))))).toEqual({ 0: 20, 1: 19 });
  });

  it('keeps its places when mail that is not loaded is only marked', () => {
    expect(applyFrame(GAPS, changes(10, changed(17), changed(3))).placed).toEqual(GAPS.placed);
  });

  it('is idempotent', () => {
    const frame = changes(2, arrived(2), removed(1), arrived(3));
    const once = applyFrame(holding([1]), frame);
    expect(applyFrame(once, frame)).toEqual(once);
  });
});

describe('a list that is not counted to its end', () => {
  const open = (frame: LiveFrame): LiveFrame => ({ ...frame, total_is_at_least: true });
  const begun = applyFrame(NOTHING, open(snapshot([9, 8], 2)));

  it('grows as it is loaded, until a page is the last', () => {
    const grown = withRows(begun, 2, rows(7, 6));
    expect([grown.total, grown.isOpen]).toEqual([4, true]);
    const whole = withRows(grown, 4, rows(5), true);
    expect([whole.total, whole.isOpen]).toEqual([5, false]);
    const ended = withRows(grown, 4, [], true);
    expect([ended.total, ended.isOpen]).toEqual([4, false]);
  });

  it('stays as long as it was seen to be', () => {
    const held = applyFrame(withRows(begun, 2, rows(7, 6)), open(changes(3, arrived(10))));
    expect(held.total).toBe(5);
    expect(places(held)).toEqual({ 0: 10, 1: 9, 2: 8, 3: 7, 4: 6 });
  });
});

describe('withRows', () => {
  it('puts a page where it belongs', () => {
    expect(places(GAPS)).toEqual({ 0: 20, 1: 19, 5: 15, 6: 14 });
    expect(places(withRows(GAPS, 2, rows(18, 17, 16)))).toEqual({
      0: 20, 1: 19, 2: 18, 3: 17, 4: 16, 5: 15, 6: 14,
    }); // prettier-ignore
  });

  it('never shows a row twice when a page contradicts what was known', () => {
    expect(places(withRows(GAPS, 3, rows(16, 15)))).toEqual({ 0: 20, 1: 19, 3: 16, 4: 15, 6: 14 });
  });
});

it('hides mail as if it were removed', () => {
  const held = without(GAPS, new Set([19, 14]));
  expect(places(held)).toEqual({ 0: 20, 4: 15 });
  expect([held.total, held.unread]).toEqual([8, 8]);
  expect(places(newerThan(GAPS, 19))).toEqual({ 0: 20 });
});

it('finds rows by place and by id', () => {
  expect([rowAt(GAPS, 5)?.id, rowAt(GAPS, 2)?.id]).toEqual([15, undefined]);
  expect([placeOfRow(GAPS, 14), placeOfRow(GAPS, 17)]).toEqual([6, undefined]);
});

it('keeps only what is on top and around', () => {
  const many = holding(Array.from({ length: 1_000 }, (_, at) => 1_000 - at));
  const held = trimmed(many, 800, 100);
  expect(held.placed.map(({ at }) => at)).toEqual([
    ...Array.from({ length: 50 }, (_, at) => at),
    ...Array.from({ length: 99 }, (_, at) => at + 751),
  ]);
});
