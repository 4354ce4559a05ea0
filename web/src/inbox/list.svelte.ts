/** The mail of one search, live, any number of it: what is in sight is loaded, and not much more is kept. */
import * as api from '../api/http';
import { follow, type Connection, type Following } from '../api/live';
import type { LiveFrame, Mailbox, Problem, Summary } from '../api/types';
import { applyFrame, NOTHING, placeOfRow, rowAt, trimmed, withRows, type Held } from './frames';
import { Removal } from './removal.svelte';

const PAGE_SIZE = 100;
/** Rows above and below those in sight that are loaded before one scrolls to them, so that few are drawn at once. */
const AHEAD = 60;
/** Rows that are kept; some 2 KB each. */
const KEPT_ROWS = 1_500;
/** Pages that are asked for at once before one has to scroll again, should the server never give what is missing. */
const MAX_PAGES = 50;

export class MailList {
  held = $state.raw<Held>(NOTHING);
  connection = $state.raw<Connection>({ state: 'connecting' });
  /** False until the first snapshot of the search is there. */
  ready = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** `ok` when new mail can be kept; else why not. */
  writing = $state('ok');
  mailboxes = $state.raw<readonly Mailbox[]>([]);
  scope = $state.raw<api.Scope>({ query: '', mailbox: null });
  /** What `held` is the answer to: the search before, until the new one's snapshot is there. */
  answered = $state.raw<api.Scope | null>(null);
  readonly removal = new Removal();
  /** What one sees: without the mail that is about to be deleted. */
  shown = $derived(this.removal.applied(this.held, this.scope));

  #following: Following | undefined;
  #wanted: readonly [first: number, end: number] = [0, 0];
  #loading = false;
  readonly #onarrived: (row: Summary) => void;

  constructor(onarrived: (row: Summary) => void) {
    this.#onarrived = onarrived;
  }

  get total(): number {
    return this.shown.total;
  }

  get unread(): number {
    return this.shown.unread;
  }

  /** The row at that place; undefined while it is not loaded. */
  at(place: number): Summary | undefined {
    return rowAt(this.shown, place);
  }

  placeOf(id: number): number | undefined {
    return placeOfRow(this.shown, id);
  }

  row(id: number): Summary | undefined {
    const place = this.placeOf(id);
    return place === undefined ? undefined : this.at(place);
  }

  follow(scope: api.Scope): void {
    this.#following?.stop();
    this.scope = scope;
    this.problem = null;
    const asked = api.aimed(scope, { limit: PAGE_SIZE });
    this.#following = follow<LiveFrame>('api/live', asked, {
      frame: (frame) => this.#take(frame),
      connection: (now) => (this.connection = now),
      malformed: () => void this.#explain(scope),
    });
  }

  retry(): void {
    this.#following?.retry();
  }

  /** These places are in sight; what of them is not loaded is asked for. */
  need(first: number, end: number): void {
    const isAtEnd = end >= this.total;
    this.#wanted = [first, isAtEnd && this.shown.isOpen ? this.total + 1 : Math.min(end, this.total)];
    if (!this.#loading) void this.#load();
  }

  /** The rows of a range of places; those that are missing are loaded. */
  async range(first: number, end: number): Promise<Summary[]> {
    for (let page = 0; page < MAX_PAGES; page++) {
      const missing = this.#missing(first, Math.min(end, this.total));
      if (missing === undefined || !(await this.#loadAt(missing))) break;
    }
    return this.shown.placed.filter(({ at }) => at >= first && at < end).map(({ row }) => row);
  }

  #take(frame: LiveFrame): void {
    const before = this.held.lastId;
    this.held = trimmed(applyFrame(this.held, frame), this.#wanted[0], KEPT_ROWS);
    if (frame.mailboxes) this.mailboxes = frame.mailboxes;
    this.writing = frame.writing;
    this.ready = true;
    this.answered = this.scope;
    const newest = this.held.placed[0]?.row;
    if (frame.type === 'changes' && newest && newest.id > before) this.#onarrived(newest);
  }

  async #load(): Promise<void> {
    this.#loading = true;
    try {
      for (let page = 0; page < MAX_PAGES; page++) {
        const [first, end] = this.#wanted;
        const missing = this.#missing(first, end) ?? this.#missing(...this.#ahead(first, end));
        if (missing === undefined || !(await this.#loadAt(missing))) break;
      }
    } catch {
      // The connection is lost, which is told elsewhere; what is missing is asked for again when it is back.
    } finally {
      this.#loading = false;
    }
  }

  #ahead(first: number, end: number): [first: number, end: number] {
    return [Math.max(0, first - AHEAD), Math.max(end, Math.min(end + AHEAD, this.total))];
  }

  #missing(first: number, end: number): number | undefined {
    for (let at = first; at < end; at++) if (!this.at(at)) return at;
    return undefined;
  }

  /** Load a page at that place; counted from a row that is known, as the place itself moves when mail arrives. */
  async #loadAt(place: number): Promise<boolean> {
    const scope = this.scope;
    const anchor = this.shown.placed.findLast(({ at }) => at < place);
    const skip = place - (anchor?.at ?? -1) - 1;
    const page = await api.listMessages(scope, { limit: PAGE_SIZE, before: anchor?.row.id, skip });
    const from = anchor ? placeOfRow(this.held, anchor.row.id) : -1;
    if (scope !== this.scope || from === undefined) return false;
    const rows = page.messages;
    const isLast = rows.length < PAGE_SIZE;
    this.held = trimmed(withRows(this.held, from + 1 + skip, rows, isLast), place, KEPT_ROWS);
    return rows.length > 0;
  }

  /** The socket has no room for a whole problem; the same question over HTTP has. */
  async #explain(scope: api.Scope): Promise<void> {
    try {
      await api.listMessages(scope, { limit: 1 });
    } catch (error) {
      if (error instanceof api.Refused && scope === this.scope) this.problem = error.problem;
    }
    this.connection = { state: 'live' };
  }
}
