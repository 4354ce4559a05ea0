/** All that can be done by a key or from the palette: one row a command. */
import { texts } from '../texts/index.svelte';
import { THEMES, type Browser } from './browser.svelte';
import type { Inbox } from './inbox.svelte';

export interface Command {
  /** For people, in their language. */
  readonly title: string;
  /** As `KeyboardEvent.key` has them, separated by spaces when they come one after the other. */
  readonly keys: readonly string[];
  readonly run: () => void;
}

/** What the page shows above everything else. */
export type Dialog = 'keys' | 'palette' | 'settings';

export function commands(inbox: Inbox, browser: Browser, show: (dialog: Dialog) => void): Command[] {
  const said = texts.commands;
  const row = (title: string, keys: string[], run: () => unknown): Command => ({
    title,
    keys,
    run: () => void run(),
  });
  return [
    row(said.next, ['j', 'ArrowDown'], () => inbox.step(1)),
    row(said.previous, ['k', 'ArrowUp'], () => inbox.step(-1)),
    row(said.open, ['o'], () => inbox.place.message === null && inbox.step(1)),
    row(said.back, ['u', 'Escape'], () => back(inbox)),
    row(said.search, ['/'], () => document.getElementById('search')?.focus()),
    row(said.select, ['x'], () => inbox.place.message !== null && inbox.select(inbox.place.message)),
    row(said.read, ['e'], () => inbox.toggleRead()),
    row(said.delete, ['#', 'Delete'], () => inbox.remove(...inbox.targets())),
    row(said.undo, ['z'], () => inbox.list.removal.undo()),
    row(said.markAllRead, [], () => inbox.markAllRead()),
    row(said.inbox, ['g i'], () => inbox.visit('inbox')),
    row(said.sessions, ['g s'], () => inbox.visit('sessions')),
    row(said.rules, ['g r'], () => inbox.visit('rules')),
    row(said.help, ['g h'], () => inbox.visit('help')),
    row(said.theme, ['t'], () => browser.choose({ theme: otherTheme(browser) })),
    row(said.density, ['v'], () =>
      browser.choose({ density: browser.settings.density === 'roomy' ? 'compact' : 'roomy' }),
    ),
    row(said.settings, [','], () => show('settings')),
    row(said.palette, [], () => show('palette')),
    row(said.keys, ['?'], () => show('keys')),
  ];
}

/** One step out: of the selection, of the mail, of a session. */
function back(inbox: Inbox): void {
  if (inbox.selection.ids.size) inbox.selection.clear();
  else if (inbox.place.session !== null) inbox.go({ session: null });
  else inbox.close();
}

/** The other one of light and dark, whatever the system says. */
function otherTheme(browser: Browser): (typeof THEMES)[number] {
  const { theme } = browser.settings;
  const isDark = theme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
  return isDark ? 'light' : 'dark';
}
