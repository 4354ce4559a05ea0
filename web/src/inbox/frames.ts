/** What a live view holds, and how a frame changes it. Pure, and applying a frame twice changes nothing more. */
import type { LiveFrame, Summary } from '../api/types';

export interface Held {
  /** Newest first; ids only ever fall along the list. */
  readonly rows: readonly Summary[];
  readonly total: number;
  readonly unread: number;
  readonly lastId: number;
}

export const NOTHING: Held = { rows: [], total: 0, unread: 0, lastId: 0 };

export function applyFrame(held: Held, frame: LiveFrame): Held {
  const counts = { total: frame.total, unread: frame.unread, lastId: frame.last_id };
  if (frame.type === 'snapshot') return { rows: frame.messages, ...counts };
  const rows = new Map(held.rows.map((row) => [row.id, row]));
  // Mail older than the oldest row loaded is not shown yet; it comes when one scrolls there.
  const oldest = held.rows.length < held.total ? (held.rows.at(-1)?.id ?? 0) : 0;
  for (const change of frame.changes) {
    switch (change.type) {
      case 'arrived':
      case 'changed':
        if (change.message.id >= oldest) rows.set(change.message.id, change.message);
        break;
      case 'removed':
        for (const id of change.ids) rows.delete(id);
    }
  }
  return { rows: [...rows.values()].sort((a, b) => b.id - a.id), ...counts };
}

/** A page of older mail put below what is there. */
export function appendPage(held: Held, page: readonly Summary[]): Held {
  const oldest = held.rows.at(-1)?.id ?? Infinity;
  return { ...held, rows: [...held.rows, ...page.filter((row) => row.id < oldest)] };
}
