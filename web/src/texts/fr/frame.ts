/** Ce que dit tout sauf le message. */
import { count as n } from '../language.svelte';
import type { Texts } from '../index.svelte';

export const frame: Texts['frame'] = {
  name: 'Catcher',
  search: 'Search mail',
  searchHint: 'Search mail',
  clearSearch: 'Clear the search',
  live: 'Live',
  connecting: 'Connecting',
  lost: (tries: number) => `No connection. Trying again (${n(tries)})`,
  theme: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  keys: 'Keyboard shortcuts',
  list: 'Mail',
  counted: (total: number, unread: number) => {
    const mails = total === 1 ? '1 mail' : `${n(total)} mails`;
    return unread ? `${mails}, ${n(unread)} unread` : mails;
  },
  markAllRead: 'Mark all read',
  deleteAll: (total: number) => `Delete all ${n(total)}`,
  fresh: (count: number) => `${n(count)} new`,
  noSubject: '(no subject)',
  nobody: '(nobody)',
  nullSender: '<> (null sender)',
  attachments: (count: number) => (count === 1 ? '1 file' : `${n(count)} files`),
  unread: 'unread',
  broken: 'has defects',
  emptyTitle: 'Nothing here yet',
  emptyText: (smtp: string) => `Send mail to ${smtp}. Any recipient, any login or none; nothing is relayed.`,
  noMatchTitle: 'No mail matches',
  noMatchText: 'The search stays open: a mail that matches appears here when it arrives.',
  showAll: 'Show all mail',
  deleted: (count: number) => (count === 1 ? '1 mail deleted' : `${n(count)} mails deleted`),
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
  shortcuts: [
    ['j / k', 'next and previous mail'],
    ['Enter', 'open'],
    ['u or Esc', 'back to the list'],
    ['/', 'search'],
    ['e', 'mark read or unread'],
    ['#', 'delete'],
    ['z', 'undo'],
    ['1 to 9', 'tabs'],
    ['i', 'load or block remote things'],
    ['?', 'this help'],
  ],
  close: 'Close',
};
