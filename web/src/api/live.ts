/** The websocket of a live view: opened again by itself when it breaks, each time with a fresh snapshot. */
import type { LiveFrame } from './types';

const MALFORMED = 4400;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 8_000;

export type Connection = { state: 'connecting' | 'live' } | { state: 'lost'; tries: number };

export interface Listener {
  frame(frame: LiveFrame): void;
  connection(now: Connection): void;
  malformed(reason: string): void;
}

/** Follow the query until the returned function is called. */
export function follow(query: string, limit: number, listener: Listener): () => void {
  let socket: WebSocket | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let over = false;

  function open(): void {
    const url = new URL(`api/live?${new URLSearchParams({ q: query, limit: String(limit) })}`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    socket = new WebSocket(url);
    socket.onmessage = (event) => {
      if (over) return;
      tries = 0;
      listener.connection({ state: 'live' });
      listener.frame(JSON.parse(event.data as string) as LiveFrame);
    };
    socket.onclose = (event) => {
      if (over) return;
      if (event.code === MALFORMED) {
        listener.malformed(event.reason);
        return;
      }
      tries += 1;
      listener.connection({ state: 'lost', tries });
      retry = setTimeout(open, Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS));
    };
  }

  listener.connection({ state: 'connecting' });
  open();
  return () => {
    over = true;
    clearTimeout(retry);
    socket?.close();
  };
}
