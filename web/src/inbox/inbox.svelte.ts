/** The state of the inbox. It changes when the server says so, never before; only deletes hide their rows at once. */
import * as api from '../api/http';
import type { Detail, Health, Summary } from '../api/types';
import { MailList } from './list.svelte';
import { placeOf, searchOf, type Place, type Tab, type View } from './place';
import { Selection } from './selection.svelte';

const READ_AFTER_MS = 700;

export class Inbox {
  place = $state.raw<Place>(placeOf(location.search));
  opened = $state.raw<Detail | null>(null);
  missing = $state(false);
  health = $state.raw<Health | null>(null);
  /** The newest mail that came while the page was open. */
  arrived = $state.raw<Summary | null>(null);
  readonly list = new MailList((row) => (this.arrived = row));
  readonly selection = new Selection();

  /** Unread mail of all mailboxes, whatever the list shows; the list's own before the server told of mailboxes. */
  unread = $derived(
    this.list.mailboxes.length
      ? this.list.mailboxes.reduce((sum, each) => sum + each.unread, 0)
      : this.list.unread,
  );

  #reading: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    addEventListener('popstate', () => this.#arrive(placeOf(location.search)));
    this.checkHealth();
    this.list.follow(this.place);
    this.#open();
  }

  checkHealth(): void {
    api.readHealth().then(
      (health) => (this.health = health),
      () => undefined,
    );
  }

  visit(view: View): void {
    if (view !== this.place.view) this.go({ view, message: null });
  }

  search(query: string): void {
    if (query !== this.place.query || this.place.view !== 'inbox') this.go({ view: 'inbox', query });
  }

  /** The mail of one mailbox; null is for all. */
  enter(mailbox: string | null): void {
    this.go({ view: 'inbox', mailbox, query: '', message: null });
  }

  open(id: number): void {
    if (id !== this.place.message || this.place.view !== 'inbox') this.go({ view: 'inbox', message: id });
  }

  close(): void {
    if (this.place.message !== null) this.go({ message: null });
  }

  show(tab: Tab): void {
    if (tab !== this.place.tab) this.go({ tab }, true);
  }

  isRead(id: number): boolean | undefined {
    return this.list.row(id)?.read;
  }

  /** The neighbour of the open mail; with none open, the first. */
  async step(by: 1 | -1): Promise<void> {
    const open = this.place.message;
    const at = open === null ? undefined : this.list.placeOf(open);
    const next = at === undefined ? 0 : at + by;
    if (next < 0 || next >= this.list.total) return;
    const [row] = await this.list.range(next, next + 1);
    if (row && this.place.message === open) this.open(row.id);
  }

  /** Tick one; with `through`, all from the one that was ticked last to this. */
  async select(id: number, through = false): Promise<void> {
    const from = this.selection.from === null ? undefined : this.list.placeOf(this.selection.from);
    const to = this.list.placeOf(id);
    if (!through || from === undefined || to === undefined) {
      this.selection.toggle(id);
      return;
    }
    const rows = await this.list.range(Math.min(from, to), Math.max(from, to) + 1);
    this.selection.add(rows.map((row) => row.id));
  }

  /** The ticked mails; with none ticked, the open one. */
  targets(): number[] {
    if (this.selection.ids.size) return [...this.selection.ids];
    return this.place.message === null ? [] : [this.place.message];
  }

  /** Marks the targets as read; when they all are, as unread. */
  toggleRead(): void {
    const ids = this.targets();
    const anyUnread = ids.some((id) => (this.isRead(id) ?? this.opened?.read) === false);
    this.mark(ids, anyUnread);
  }

  mark(ids: readonly number[], isRead: boolean): void {
    clearTimeout(this.#reading);
    if (ids.length) void api.markMails(ids, isRead);
  }

  markAllRead(): void {
    void api.markMessages(this.place, true);
  }

  remove(...ids: number[]): void {
    const open = this.place.message;
    if (ids.length === 0) return;
    const at = open === null ? undefined : this.list.placeOf(open);
    this.list.removal.these(this.place, ids);
    this.selection.clear();
    if (open === null || !ids.includes(open)) return;
    const next = at === undefined ? undefined : (this.list.at(at) ?? this.list.at(at - 1));
    if (next && matchMedia('(min-width: 700px)').matches) this.open(next.id);
    else this.close();
  }

  removeAll(): void {
    const newest = this.list.at(0);
    if (!newest) return;
    this.list.removal.all(this.place, newest, this.list.total);
    this.selection.clear();
    this.close();
  }

  go(change: Partial<Place>, replace = false): void {
    const place = placeOf(searchOf({ ...this.place, ...change }));
    const url = searchOf(place) || location.pathname;
    this.#arrive(place); // first: the server is asked while the browser, which takes its time, notes the place
    if (replace) history.replaceState(null, '', url);
    else history.pushState(null, '', url);
  }

  #arrive(place: Place): void {
    const before = this.place;
    this.place = place;
    if (place.query !== before.query || place.mailbox !== before.mailbox) {
      this.selection.clear();
      this.list.follow(place);
    }
    if (place.message !== before.message) this.#open();
  }

  #open(): void {
    const id = this.place.message;
    clearTimeout(this.#reading);
    this.missing = false;
    if (id === null) {
      this.opened = null;
      return;
    }
    api.readMessage(id).then(
      (detail) => {
        if (id !== this.place.message) return;
        this.opened = detail;
        if (!detail.read) this.#reading = setTimeout(() => this.mark([id], true), READ_AFTER_MS);
      },
      () => {
        if (id !== this.place.message) return;
        this.opened = null;
        this.missing = true;
      },
    );
  }
}

export function sender(row: Summary): string {
  const [first] = row.from;
  return first ? first.name || first.address : row.sender;
}
