/** The state of the inbox. It changes when the server says so, never before; only deletes hide their rows at once. */
import * as api from '../api/http';
import { follow, type Connection } from '../api/live';
import type { Detail, Health, Problem, Summary } from '../api/types';
import { appendPage, applyFrame, NOTHING, type Held } from './frames';
import { placeOf, searchOf, type Place, type Tab } from './place';
import { Removal } from './removal.svelte';

const PAGE_SIZE = 100;
const READ_AFTER_MS = 700;

export class Inbox {
  place = $state.raw<Place>(placeOf(location.search));
  held = $state.raw<Held>(NOTHING);
  connection = $state.raw<Connection>({ state: 'connecting' });
  ready = $state(false);
  problem = $state.raw<Problem | null>(null);
  opened = $state.raw<Detail | null>(null);
  missing = $state(false);
  health = $state.raw<Health | null>(null);
  readonly removal = new Removal();

  rows = $derived(this.held.rows.filter((row) => !this.removal.hides(row)));
  hidden = $derived(this.removal.waiting ? this.held.rows.length - this.rows.length : 0);
  total = $derived(
    this.removal.waiting && this.hidden
      ? Math.max(0, this.held.total - this.removal.waiting.count)
      : this.held.total,
  );
  unread = $derived(Math.max(0, this.held.unread - this.#hiddenUnread()));

  #stop: () => void = () => undefined;
  #loading = false;
  #reading: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    addEventListener('popstate', () => this.#arrive(placeOf(location.search)));
    api.readHealth().then(
      (health) => (this.health = health),
      () => undefined,
    );
    this.#follow();
    this.#open();
  }

  search(query: string): void {
    if (query !== this.place.query) this.#go({ ...this.place, query });
  }

  open(id: number): void {
    if (id !== this.place.message) this.#go({ ...this.place, message: id, tab: this.place.tab });
  }

  close(): void {
    if (this.place.message !== null) this.#go({ ...this.place, message: null, tab: null });
  }

  show(tab: Tab): void {
    if (tab !== this.place.tab) this.#go({ ...this.place, tab }, true);
  }

  /** The neighbour of the open mail; with none open, the first. */
  step(by: 1 | -1): void {
    const at = this.rows.findIndex((row) => row.id === this.place.message);
    const next = this.rows[at < 0 ? 0 : at + by];
    if (next) this.open(next.id);
    if (at + by >= this.rows.length - 1) void this.loadOlder();
  }

  toggleRead(): void {
    const row = this.held.rows.find((each) => each.id === this.place.message);
    clearTimeout(this.#reading);
    if (row) void api.markMessage(row.id, !row.read);
  }

  markAllRead(): void {
    void api.markMessages(this.place.query, true);
  }

  remove(id: number): void {
    const at = this.rows.findIndex((row) => row.id === id);
    const next = this.rows[at + 1] ?? this.rows[at - 1];
    this.removal.one({ id });
    if (this.place.message === id) {
      if (next && matchMedia('(min-width: 700px)').matches) this.open(next.id);
      else this.close();
    }
  }

  removeAll(): void {
    const newest = this.rows[0];
    if (!newest) return;
    this.removal.all(this.place.query, newest, this.total);
    this.close();
  }

  async loadOlder(): Promise<void> {
    const oldest = this.held.rows.at(-1);
    if (this.#loading || !oldest || this.held.rows.length >= this.held.total) return;
    this.#loading = true;
    const asked = this.place.query;
    try {
      const page = await api.listMessages(asked, PAGE_SIZE, oldest.id);
      if (asked === this.place.query) this.held = appendPage(this.held, page.messages);
    } finally {
      this.#loading = false;
    }
  }

  #hiddenUnread(): number {
    return this.held.rows.filter((row) => !row.read && this.removal.hides(row)).length;
  }

  #go(place: Place, replace = false): void {
    const url = searchOf(place) || location.pathname;
    if (replace) history.replaceState(null, '', url);
    else history.pushState(null, '', url);
    this.#arrive(place);
  }

  #arrive(place: Place): void {
    const before = this.place;
    this.place = place;
    if (place.query !== before.query) this.#follow();
    if (place.message !== before.message) this.#open();
  }

  #follow(): void {
    this.#stop();
    const query = this.place.query;
    this.problem = null;
    this.#stop = follow(query, PAGE_SIZE, {
      frame: (frame) => {
        this.held = applyFrame(this.held, frame);
        this.ready = true;
      },
      connection: (now) => (this.connection = now),
      malformed: () => void this.#explain(query),
    });
  }

  /** The socket has no room for a whole problem; the same question over HTTP has. */
  async #explain(query: string): Promise<void> {
    try {
      await api.listMessages(query, 1);
    } catch (error) {
      if (error instanceof api.Refused && query === this.place.query) this.problem = error.problem;
    }
    this.connection = { state: 'live' };
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
        if (!detail.read) this.#reading = setTimeout(() => void api.markMessage(id, true), READ_AFTER_MS);
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
