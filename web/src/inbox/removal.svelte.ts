/** Deleting with time to think: the rows are hidden at once, the request is sent when the time is over. */
import { deleteMessages } from '../api/http';
import type { Summary } from '../api/types';

const UNDO_MS = 10_000;

interface Waiting {
  readonly query: string;
  readonly count: number;
  readonly hides: (row: Summary) => boolean;
}

export class Removal {
  waiting = $state.raw<Waiting | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    addEventListener('pagehide', () => void this.#send());
  }

  hides(row: Summary): boolean {
    return this.waiting?.hides(row) ?? false;
  }

  one(row: Pick<Summary, 'id'>): void {
    this.#begin({ query: `id:${row.id}`, count: 1, hides: (each) => each.id === row.id });
  }

  /** All that match now; what comes later stays, so that nothing is deleted unseen. */
  all(query: string, newest: Summary, total: number): void {
    const until = `-after:${newest.received_at}`;
    this.#begin({
      query: query.trim() ? `(${query}) ${until}` : until,
      count: total,
      hides: (each) => each.id <= newest.id,
    });
  }

  undo(): void {
    clearTimeout(this.#timer);
    this.waiting = null;
  }

  #begin(waiting: Waiting): void {
    void this.#send();
    this.waiting = waiting;
    this.#timer = setTimeout(() => void this.#send(), UNDO_MS);
  }

  /** The rows stay hidden until the server has done it; the frame that tells of it takes them out. */
  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    const sent = this.waiting;
    if (!sent) return;
    try {
      await deleteMessages(sent.query);
    } finally {
      if (this.waiting === sent) this.waiting = null;
    }
  }
}
