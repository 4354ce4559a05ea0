/** The websockets: each is opened again by itself when it breaks, and begins with a fresh snapshot. */

const MALFORMED = 4400;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 8_000;

export type Connection = { state: 'connecting' | 'live' } | { state: 'lost'; tries: number };

export interface Listener<Frame> {
  frame(frame: Frame): void;
  connection(now: Connection): void;
  malformed?(reason: string): void;
}

export interface Following {
  /** Try again at once rather than after the pause. */
  retry(): void;
  stop(): void;
}

/** Follow what the path tells until it is stopped. */
export function follow<Frame>(path: string, asked: URLSearchParams, listener: Listener<Frame>): Following {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let over = false;

  function open(): void {
    clearTimeout(timer);
    timer = undefined;
    const url = new URL(`${path}?${asked}`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    socket = new WebSocket(url);
    socket.onmessage = (event) => {
      if (over) return;
      tries = 0;
      listener.connection({ state: 'live' });
      listener.frame(JSON.parse(event.data as string) as Frame);
    };
    socket.onclose = (event) => {
      if (over) return;
      if (event.code === MALFORMED) {
        listener.malformed?.(event.reason);
        return;
      }
      tries += 1;
      listener.connection({ state: 'lost', tries });
      timer = setTimeout(open, Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS));
    };
  }

  function retry(): void {
    if (timer !== undefined && !over) open();
  }

  addEventListener('online', retry);
  listener.connection({ state: 'connecting' });
  open();
  return {
    retry,
    stop() {
      over = true;
      removeEventListener('online', retry);
      clearTimeout(timer);
      socket?.close();
    },
  };
}
