/** Deleting with time to think: the rows are hidden at once, the request is sent when the time is over. */
import { deleteMails, deleteMessages, type Scope } from '../api/http';
import type { Summary } from '../api/types';
import { newerThan, without, type Held } from './frames';

const UNDO_MS = 10_000;

interface Waiting {
  /** The list in which it was asked for; another one shows its mail until it is gone. */
  readonly scope: Scope;
  readonly count: number;
  readonly applied: (held: Held) => Held;
  readonly send: () => Promise<void>;
}

export class Removal {
  waiting = $state.raw<Waiting | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    addEventListener('pagehide', () => void this.#send());
  }

  /** What is left to see. */
  applied(held: Held, { query, mailbox }: Scope): Held {
    const waiting = this.waiting;
    const isHere = waiting?.scope.query === query && waiting.scope.mailbox === mailbox;
    return waiting && isHere ? waiting.applied(held) : held;
  }

  these(scope: Scope, ids: readonly number[]): void {
    const gone = new Set(ids);
    this.#begin({
      scope,
      count: ids.length,
      applied: (held) => without(held, gone),
      send: () => deleteMails(ids),
    });
  }

  /** All that match now; what comes later stays, so that nothing is deleted unseen. */
  all(scope: Scope, newest: Summary, total: number): void {
    const until = `-after:${newest.received_at}`;
    const query = scope.query.trim() ? `(${scope.query}) ${until}` : until;
    this.#begin({
      scope,
      count: total,
      applied: (held) => newerThan(held, newest.id),
      send: () => deleteMessages({ ...scope, query }),
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
      await sent.send();
    } finally {
      if (this.waiting === sent) this.waiting = null;
    }
  }
}
