/** The API over HTTP: one function a route. Every URL is relative, so the page works under any path. */
import type {
  Detail,
  Extracts,
  Header,
  HeaderList,
  Health,
  MessageList,
  Problem,
  Rule,
  RuleList,
  Session,
  SessionList,
  Standing,
  Summary,
} from './types';

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

/** What a list, or a change to many mails, is about. */
export interface Scope {
  /** Empty for all mail. */
  readonly query: string;
  /** Null for all mailboxes. */
  readonly mailbox: string | null;
}

/** Parameters for the mail of a scope; what is undefined is left out. */
export function aimed(scope: Scope, more: Record<string, number | undefined> = {}): URLSearchParams {
  const asked = new URLSearchParams({ q: scope.query });
  if (scope.mailbox !== null) asked.set('mailbox', scope.mailbox);
  for (const [name, value] of Object.entries(more)) if (value !== undefined) asked.set(name, String(value));
  return asked;
}

export interface Page {
  readonly limit: number;
  /** Only mail with a smaller id. */
  readonly before?: number | undefined;
  /** Without the first so many. */
  readonly skip?: number;
}

export function listMessages(scope: Scope, page: Page): Promise<MessageList> {
  return read(`api/messages?${aimed(scope, { ...page })}`);
}

export function readMessage(id: number): Promise<Detail> {
  return read(`api/messages/${id}`);
}

export async function readSource(id: number): Promise<Uint8Array> {
  return new Uint8Array(await (await ask(`api/messages/${id}/raw`)).arrayBuffer());
}

/** Marks these mails. */
export async function markMails(ids: readonly number[], isRead: boolean): Promise<void> {
  for (const query of naming(ids)) await markMessages({ query, mailbox: null }, isRead);
}

/** Marks all that match. */
export async function markMessages(scope: Scope, isRead: boolean): Promise<void> {
  await ask(`api/messages?${changing(scope)}`, { method: 'PATCH', body: JSON.stringify({ read: isRead }) });
}

/** Deletes these mails; also when the page is left meanwhile. */
export async function deleteMails(ids: readonly number[]): Promise<void> {
  await Promise.all(naming(ids).map((query) => deleteMessages({ query, mailbox: null })));
}

/** Deletes all that match; also when the page is left meanwhile. */
export async function deleteMessages(scope: Scope): Promise<void> {
  await ask(`api/messages?${changing(scope)}`, { method: 'DELETE', keepalive: true });
}

/** The SMTP session that brought the mail; undefined when it is not kept. */
export async function readSessionOf(id: number): Promise<Session | undefined> {
  const found = await read<SessionList>(`api/sessions?message=${id}`);
  return found.sessions[0];
}

export function readHealth(): Promise<Health> {
  return read('api/health');
}

/** How the HTML of a mail is to be shown; `remote` lets the browser load what lies elsewhere. */
export interface Rendering {
  readonly remote: boolean;
  readonly images: boolean;
  readonly fonts: boolean;
  readonly scheme: 'light' | 'dark';
}

export function htmlUrl(id: number, { remote, images, fonts, scheme }: Rendering): string {
  return `api/messages/${id}/html?remote=${remote}&images=${images}&fonts=${fonts}&scheme=${scheme}`;
}

export function textUrl(id: number): string {
  return `api/messages/${id}/text`;
}

/** All files of a mail in one zip. */
export function filesUrl(id: number): string {
  return `api/messages/${id}/files`;
}

/** One part of a mail, decoded. */
export async function readPart(id: number, part: number): Promise<Blob> {
  return (await ask(partUrl(id, part))).blob();
}

export async function readPartHeaders(id: number, part: number): Promise<Header[]> {
  return (await read<HeaderList>(`api/messages/${id}/parts/${part}/headers`)).headers;
}

/** The links, codes and pictures found in a mail. */
export function readExtracts(id: number): Promise<Extracts> {
  return read(`api/messages/${id}/extracts`);
}

export function rawUrl(id: number): string {
  return `api/messages/${id}/raw?download=true`;
}

export function partUrl(id: number, part: number, download = false): string {
  return `api/messages/${id}/parts/${part}${download ? '?download=true' : ''}`;
}

/** A query is 4,000 characters long at most; an id is rarely longer than ten. */
const IDS_IN_A_QUERY = 300;

function naming(ids: readonly number[]): string[] {
  const queries = [];
  for (let at = 0; at < ids.length; at += IDS_IN_A_QUERY)
    queries.push(`id:${ids.slice(at, at + IDS_IN_A_QUERY).join(',')}`);
  return queries;
}

/** Changes to all mail have to be said, never meant by leaving the query out. */
function changing(scope: Scope): URLSearchParams {
  const asked = aimed(scope);
  if (scope.query.trim()) return asked;
  asked.delete('q');
  asked.set('all', 'true');
  return asked;
}

/** Delivers a sample mail here, as if an application had sent it. */
export function deliverSample(kind: string, mailbox: string | null): Promise<Summary> {
  const asked = new URLSearchParams({ kind });
  if (mailbox !== null) asked.set('mailbox', mailbox);
  return read(`api/samples?${asked}`, { method: 'POST' });
}

export interface SessionPage {
  readonly limit: number;
  /** Only sessions with a smaller id. */
  readonly before?: number | undefined;
  /** Only those in which something was wrong, or nothing. */
  readonly failed?: boolean | undefined;
}

export async function listSessions(page: SessionPage): Promise<Session[]> {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(page)) if (value !== undefined) asked.set(name, String(value));
  return (await read<SessionList>(`api/sessions?${asked}`)).sessions;
}

export function readSession(id: number): Promise<Session> {
  return read(`api/sessions/${id}`);
}

export async function listRules(): Promise<Standing[]> {
  return (await read<RuleList>('api/rules')).rules;
}

export function addRule(rule: Rule): Promise<Standing> {
  return read('api/rules', { method: 'POST', body: JSON.stringify(rule) });
}

export async function switchRule(id: number, enabled: boolean): Promise<void> {
  await ask(`api/rules/${id}`, { method: 'PATCH', body: JSON.stringify({ enabled }) });
}

export async function removeRule(id: number): Promise<void> {
  await ask(`api/rules/${id}`, { method: 'DELETE' });
}

export async function removeRules(): Promise<void> {
  await ask('api/rules', { method: 'DELETE' });
}
