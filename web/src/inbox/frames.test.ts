import { describe, expect, it } from 'vitest';
import type { ChangesFrame, LiveFrame, Summary } from '../api/types';
import { appendPage, applyFrame, NOTHING, type Held } from './frames';

function row(id: number, read = false): Summary {
  return { id, read } as Summary;
}

function snapshot(ids: number[], total = ids.length): LiveFrame {
  return {
    type: 'snapshot',
    messages: ids.map((id) => row(id)),
    total,
    unread: total,
    last_id: ids[0] ?? 0,
    writing: 'ok',
  };
}

function changes(total: number, ...told: ChangesFrame['changes']): LiveFrame {
  return { type: 'changes', changes: told, total, unread: total, last_id: 9, writing: 'ok' };
}

const ids = (held: Held): number[] => held.rows.map((each) => each.id);

describe('applyFrame', () => {
  it('takes a snapshot as it is', () => {
    const held = applyFrame(applyFrame(NOTHING, snapshot([9, 8])), snapshot([3, 1]));
    expect(ids(held)).toEqual([3, 1]);
    expect(held.total).toBe(2);
  });

  it('puts arrivals on top, newest first', () => {
    const held = applyFrame(
      applyFrame(NOTHING, snapshot([2, 1])),
      changes(4, { type: 'arrived', message: row(3) }, { type: 'arrived', message: row(4) }),
    );
    expect(ids(held)).toEqual([4, 3, 2, 1]);
    expect(held.total).toBe(4);
  });

  it('replaces what changed and takes out what is gone', () => {
    const held = applyFrame(
      applyFrame(NOTHING, snapshot([3, 2, 1])),
      changes(2, { type: 'changed', message: row(2, true) }, { type: 'removed', ids: [3, 77] }),
    );
    expect(held.rows).toEqual([row(2, true), row(1)]);
  });

  it('shows a mail that matches only now, in its place', () => {
    const held = applyFrame(
      applyFrame(NOTHING, snapshot([5, 1])),
      changes(3, { type: 'changed', message: row(3) }),
    );
    expect(ids(held)).toEqual([5, 3, 1]);
  });

  it('leaves mail below the loaded rows to the next page', () => {
    const partly = applyFrame(NOTHING, snapshot([9, 8], 8));
    const held = applyFrame(partly, changes(8, { type: 'changed', message: row(3) }));
    expect(ids(held)).toEqual([9, 8]);
    expect(ids(appendPage(held, [row(7), row(3)]))).toEqual([9, 8, 7, 3]);
  });

  it('is idempotent', () => {
    const frame = changes(2, { type: 'arrived', message: row(2) }, { type: 'removed', ids: [1] });
    const once = applyFrame(applyFrame(NOTHING, snapshot([1])), frame);
    expect(applyFrame(once, frame)).toEqual(once);
  });

  it('never shows a row twice when a page overlaps', () => {
    const held = applyFrame(NOTHING, snapshot([5, 4], 5));
    expect(ids(appendPage(held, [row(4), row(3)]))).toEqual([5, 4, 3]);
  });
});
