/** Where one is: the query string is the whole state of the page, so a place can be linked and gone back to. */

export const VIEWS = ['inbox', 'sessions', 'rules', 'help', 'compare'] as const;
export type View = (typeof VIEWS)[number];

export const TABS = [
  'html',
  'text',
  'headers',
  'parts',
  'source',
  'files',
  'envelope',
  'session',
  'links',
  'defects',
] as const;
export type Tab = (typeof TABS)[number];

export interface Place {
  readonly view: View;
  readonly query: string;
  /** Null shows the mail of all mailboxes. */
  readonly mailbox: string | null;
  /** The mail that is open in the inbox, or the first of two that are compared. */
  readonly message: number | null;
  /** Null chooses the best one for the mail. */
  readonly tab: Tab | null;
  /** The other one of two that are compared. */
  readonly other: number | null;
  /** The session that is open. */
  readonly session: number | null;
}

export const HOME: Place = {
  view: 'inbox',
  query: '',
  mailbox: null,
  message: null,
  tab: null,
  other: null,
  session: null,
};

/** The place without what its view does not have; mailbox and query stay, so that one comes back to the same list. */
function settled(place: Place): Place {
  const withMessage = place.view === 'inbox' || place.view === 'compare';
  return {
    ...place,
    message: withMessage ? place.message : null,
    tab: withMessage && place.message !== null ? place.tab : null,
    other: place.view === 'compare' ? place.other : null,
    session: place.view === 'sessions' ? place.session : null,
  };
}

export function placeOf(search: string): Place {
  const given = new URLSearchParams(search);
  return settled({
    view: VIEWS.find((each) => each === given.get('view')) ?? 'inbox',
    query: given.get('q') ?? '',
    mailbox: given.get('mailbox'),
    message: idOf(given.get('message')),
    tab: TABS.find((each) => each === given.get('tab')) ?? null,
    other: idOf(given.get('other')),
    session: idOf(given.get('session')),
  });
}

export function searchOf(place: Place): string {
  const { view, query, mailbox, message, tab, other, session } = settled(place);
  const said = new URLSearchParams();
  if (view !== 'inbox') said.set('view', view);
  if (query) said.set('q', query);
  if (mailbox !== null) said.set('mailbox', mailbox);
  if (message !== null) said.set('message', String(message));
  if (other !== null) said.set('other', String(other));
  if (session !== null) said.set('session', String(session));
  if (tab) said.set('tab', tab);
  const text = said.toString();
  return text ? `?${text}` : '';
}

function idOf(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null;
}
