/** What a live list holds, and how frames and pages change it. Pure, and applying a frame twice changes nothing more.
 *
 * Its law: a row is known by its place in the whole list, and a place that is not sure is forgotten, to be asked for again.
 */
import type { LiveFrame, Summary } from '../api/types';

/** A row and its place in the list; 0 is the newest. */
export interface Placed {
  readonly at: number;
  readonly row: Summary;
}

export interface Held {
  /** By place; ids only ever fall along the list, and places may be missing: those are not loaded. */
  readonly placed: readonly Placed[];
  readonly total: number;
  /** More may match than the total says: the list goes on below its last row. */
  readonly isOpen: boolean;
  readonly unread: number;
  readonly lastId: number;
}

export const NOTHING: Held = { placed: [], total: 0, isOpen: false, unread: 0, lastId: 0 };

export function applyFrame(held: Held, frame: LiveFrame): Held {
  const isOpen = frame.total_is_at_least ?? false;
  const counts = { total: frame.total, isOpen, unread: frame.unread, lastId: frame.last_id };
  if (frame.type === 'snapshot') return { placed: frame.messages.map((row, at) => ({ at, row })), ...counts };
  const list = new Places(held);
  for (const change of frame.changes) {
    switch (change.type) {
      case 'arrived':
      case 'changed':
        list.put(change.message);
        break;
      case 'removed':
        for (const id of change.ids) list.remove(id);
    }
  }
  // A list that goes on is as long as was seen of it, however little was counted.
  const total = isOpen ? Math.max(frame.total, list.length) : frame.total;
  return { ...counts, placed: list.settled(total), total };
}

/** Without these mails, as if they were removed already. */
export function without(held: Held, ids: ReadonlySet<number>): Held {
  const list = new Places(held);
  let unread = held.unread;
  for (const { row } of held.placed) if (ids.has(row.id) && !row.read) unread -= 1;
  for (const id of ids) list.remove(id);
  const total = Math.max(0, held.total - ids.size);
  return { ...held, placed: list.settled(total), total, unread: Math.max(0, unread) };
}

/** Without all mail up to this one. */
export function newerThan(held: Held, id: number): Held {
  const placed = held.placed.filter(({ row }) => row.id > id);
  const unread = placed.filter(({ row }) => !row.read).length;
  return { ...held, placed, total: placed.length, unread };
}

/** Rows that were loaded, put at their place. Known rows that contradict them are forgotten.
 *
 * `isLast` says that no row comes after them, which ends a list that went on.
 */
export function withRows(held: Held, at: number, rows: readonly Summary[], isLast = false): Held {
  if (held.isOpen && isLast) held = { ...held, isOpen: false, total: at + rows.length };
  else if (held.isOpen) held = { ...held, total: Math.max(held.total, at + rows.length) };
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last) return held;
  const end = at + rows.length;
  const above = held.placed.filter((each) => each.at < at && each.row.id > first.id);
  const below = held.placed.filter((each) => each.at >= end && each.row.id < last.id);
  const loaded = rows.map((row, index) => ({ at: at + index, row }));
  return { ...held, placed: [...above, ...loaded, ...below] };
}

/** With the newest rows, and of the others those that are nearest to a place: so the page's memory is bounded. */
export function trimmed(held: Held, around: number, keep: number): Held {
  if (held.placed.length <= 2 * keep) return held;
  const near = ({ at }: Placed) => at < keep / 2 || Math.abs(at - around) < keep / 2;
  return { ...held, placed: held.placed.filter(near) };
}

export function rowAt(held: Held, at: number): Summary | undefined {
  const found = held.placed[firstIndex(held.placed, (each) => each.at >= at)];
  return found?.at === at ? found.row : undefined;
}

export function placeOfRow(held: Held, id: number): number | undefined {
  const found = held.placed[firstIndex(held.placed, (each) => each.row.id <= id)];
  return found?.row.id === id ? found.at : undefined;
}

/** The index of the first for which it holds; it must hold for all after it. */
function firstIndex<T>(list: readonly T[], holds: (each: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The known rows while changes are made to them. */
class Places {
  #rows: { at: number; row: Summary }[];
  #total: number;
  #lastId: number;
  /** Where places begin to be unsure: for certain, or only when the totals do not agree in the end. */
  #unsure = Infinity;
  #doubted = Infinity;

  constructor(held: Held) {
    this.#rows = held.placed.map((each) => ({ ...each }));
    this.#total = held.total;
    this.#lastId = held.lastId;
  }

  /** Up to the last known row. */
  get length(): number {
    return (this.#rows.at(-1)?.at ?? -1) + 1;
  }

  /** A mail that is new to the list, or changed within it. */
  put(row: Summary): void {
    const index = firstIndex(this.#rows, (each) => each.row.id <= row.id);
    const here = this.#rows[index];
    if (here?.row.id === row.id) here.row = row;
    else if (row.id > this.#lastId) this.#insert(0, 0, row);
    else if (this.#isGap(index)) this.#doubted = Math.min(this.#doubted, row.id);
    else this.#insert(index, this.#placeBefore(index) + 1, row);
    this.#lastId = Math.max(this.#lastId, row.id);
  }

  remove(id: number): void {
    const index = firstIndex(this.#rows, (each) => each.row.id <= id);
    if (this.#rows[index]?.row.id === id) {
      this.#rows.splice(index, 1);
      this.#shift(index, -1);
    } else if (this.#isGap(index)) this.#unsure = Math.min(this.#unsure, id);
  }

  /** The rows whose places are sure. */
  settled(total: number): Placed[] {
    const until = total === this.#total ? this.#unsure : Math.min(this.#unsure, this.#doubted);
    // Ids fall along the list: all below the unsure one have places that may be wrong.
    return this.#rows.filter(({ at, row }) => at < total && (until === Infinity || row.id > until));
  }

  #insert(index: number, at: number, row: Summary): void {
    this.#shift(index, 1);
    this.#rows.splice(index, 0, { at, row });
  }

  #shift(from: number, by: number): void {
    for (const each of this.#rows.slice(from)) each.at += by;
    this.#total += by;
  }

  /** Whether mail that is not loaded lies in front of the row with that index. */
  #isGap(index: number): boolean {
    return (this.#rows[index]?.at ?? this.#total) > this.#placeBefore(index) + 1;
  }

  #placeBefore(index: number): number {
    return this.#rows[index - 1]?.at ?? -1;
  }
}
