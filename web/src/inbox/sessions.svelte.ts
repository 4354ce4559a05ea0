/** The SMTP sessions that were and are, live, as far as they were asked for. */
import * as api from '../api/http';
import { follow, type Connection } from '../api/live';
import type { Session, SessionsFrame } from '../api/types';

const PAGE_SIZE = 100;

export const SHOWN = ['all', 'failed', 'fine', 'open'] as const;
export type Shown = (typeof SHOWN)[number];

/** With these in place of what was known of them; newest first. */
export function merged(known: readonly Session[], told: readonly Session[]): Session[] {
  const byId = new Map(known.map((session) => [session.id, session]));
  for (const session of told) byId.set(session.id, session);
  return [...byId.values()].sort((a, b) => b.id - a.id);
}

export function isShown(session: Session, shown: Shown): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'failed':
      return session.diagnoses.length > 0;
    case 'fine':
      return session.diagnoses.length === 0 && session.ended_at !== null;
    case 'open':
      return session.ended_at === null;
  }
}

export class SessionLog {
  known = $state.raw<readonly Session[]>([]);
  ready = $state(false);
  /** Whether there may be older ones than those that are known. */
  more = $state(false);
  connection = $state.raw<Connection>({ state: 'connecting' });
  shown = $state<Shown>('all');
  sessions = $derived(this.known.filter((session) => isShown(session, this.shown)));

  /** Until the returned function is called. */
  follow(): () => void {
    const asked = new URLSearchParams({ limit: String(PAGE_SIZE) });
    const following = follow<SessionsFrame>('api/live/sessions', asked, {
      frame: ({ sessions }) => {
        if (!this.ready) this.more = sessions.length === PAGE_SIZE;
        this.known = merged(this.known, sessions);
        this.ready = true;
      },
      connection: (now) => (this.connection = now),
    });
    return () => following.stop();
  }

  async loadOlder(): Promise<void> {
    const failed = this.shown === 'failed' ? true : this.shown === 'fine' ? false : undefined;
    const page = await api.listSessions({ limit: PAGE_SIZE, before: this.known.at(-1)?.id, failed });
    this.known = merged(this.known, page);
    this.more = page.length === PAGE_SIZE;
  }

  /** The session with that id; undefined when it is not kept any more. */
  async find(id: number): Promise<Session | undefined> {
    const known = this.known.find((session) => session.id === id);
    if (known) return known;
    return api.readSession(id).catch(() => undefined);
  }
}
