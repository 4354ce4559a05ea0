/** Searching within the source, piece by piece, so that the page goes on answering meanwhile. */
import { lines, shown, type Piece } from './source';

export interface Match {
  readonly piece: number;
  readonly line: number;
  /** The first character of it, in what is shown of the line. */
  readonly start: number;
}

const MAX_MATCHES = 5_000;

export async function find(octets: Uint8Array, all: readonly Piece[], wanted: string): Promise<Match[]> {
  const found: Match[] = [];
  const text = wanted.toLowerCase();
  if (!text) return found;
  for (const [at, piece] of all.entries()) {
    if (at) await new Promise((resolve) => setTimeout(resolve));
    for (const line of lines(octets, piece)) {
      const searched = shown(line).toLowerCase();
      for (
        let start = searched.indexOf(text);
        start >= 0;
        start = searched.indexOf(text, start + text.length)
      ) {
        found.push({ piece: at, line: line.number, start });
        if (found.length >= MAX_MATCHES) return found;
      }
    }
  }
  return found;
}
