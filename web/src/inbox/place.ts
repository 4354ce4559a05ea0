/** Where one is: the query string is the whole state of the page, so a place can be linked and gone back to. */

export const TABS = ['html', 'text', 'headers', 'parts', 'source', 'envelope', 'session'] as const;
export type Tab = (typeof TABS)[number];

export interface Place {
  readonly query: string;
  readonly message: number | null;
  /** Null chooses the best one for the mail. */
  readonly tab: Tab | null;
}

export function placeOf(search: string): Place {
  const given = new URLSearchParams(search);
  const id = given.get('message') ?? '';
  const tab = given.get('tab');
  const message = /^[1-9]\d{0,15}$/.test(id) ? Number(id) : null;
  return {
    query: given.get('q') ?? '',
    message,
    tab: message === null ? null : (TABS.find((each) => each === tab) ?? null),
  };
}

export function searchOf(place: Place): string {
  const said = new URLSearchParams();
  if (place.query) said.set('q', place.query);
  if (place.message !== null) said.set('message', String(place.message));
  if (place.message !== null && place.tab) said.set('tab', place.tab);
  const text = said.toString();
  return text ? `?${text}` : '';
}
