/** The API over HTTP: one function a route. Every URL is relative, so the page works under any path. */
import type { Detail, Health, MessageList, Problem, Session, SessionList } from './types';

/** The server refused; `problem` says what was expected, what came, and what to do. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

async function ask(path: string, options: RequestInit = {}): Promise<Response> {
  const answer = await fetch(path, options);
  if (answer.ok) return answer;
  const isProblem = answer.headers.get('content-type')?.includes('json') ?? false;
  const problem: Problem = isProblem
    ? await answer.json()
    : { type: 'about:blank', title: answer.statusText, status: answer.status, detail: answer.statusText };
  throw new Refused(problem);
}

async function read<T>(path: string, options?: RequestInit): Promise<T> {
  return (await ask(path, options)).json() as Promise<T>;
}

export function listMessages(query: string, limit: number, before?: number): Promise<MessageList> {
  const asked = new URLSearchParams({ q: query, limit: String(limit) });
  if (before !== undefined) asked.set('before', String(before));
  return read(`api/messages?${asked}`);
}

export function readMessage(id: number): Promise<Detail> {
  return read(`api/messages/${id}`);
}

export async function readSource(id: number): Promise<Uint8Array> {
  return new Uint8Array(await (await ask(`api/messages/${id}/raw`)).arrayBuffer());
}

export async function markMessage(id: number, isRead: boolean): Promise<void> {
  await ask(`api/messages/${id}`, { method: 'PATCH', body: JSON.stringify({ read: isRead }) });
}

/** Marks all that match; the empty query means all mail. */
export async function markMessages(query: string, isRead: boolean): Promise<void> {
  await ask(`api/messages?${aim(query)}`, { method: 'PATCH', body: JSON.stringify({ read: isRead }) });
}

/** Deletes all that match; also when the page is left meanwhile. */
export async function deleteMessages(query: string): Promise<void> {
  await ask(`api/messages?${aim(query)}`, { method: 'DELETE', keepalive: true });
}

/** The SMTP session that brought the mail; undefined when it is not kept. */
export async function readSessionOf(id: number): Promise<Session | undefined> {
  const found = await read<SessionList>(`api/sessions?message=${id}`);
  return found.sessions[0];
}

export function readHealth(): Promise<Health> {
  return read('api/health');
}

export function htmlUrl(id: number, remote: boolean): string {
  return `api/messages/${id}/html?remote=${remote}`;
}

export function rawUrl(id: number): string {
  return `api/messages/${id}/raw?download=true`;
}

export function partUrl(id: number, part: number, download = false): string {
  return `api/messages/${id}/parts/${part}${download ? '?download=true' : ''}`;
}

function aim(query: string): URLSearchParams {
  return new URLSearchParams(query.trim() ? { q: query } : { all: 'true' });
}
