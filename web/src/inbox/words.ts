/** Sizes and times as people read them, in the language of the page. */
import { locale } from '../texts/language.svelte';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Making one takes longer than using it a hundred times, and each row of a list needs some. */
const made = new Map<string, ReturnType<typeof formats>>();

function formats(language: string) {
  const unit = (name: string, digits = 0) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, maximumFractionDigits: digits });
  return {
    clock: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }),
    exact: new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }),
    number: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }),
    kilobyte: unit('kilobyte', 1),
    megabyte: unit('megabyte', 1),
  };
}

function now(): ReturnType<typeof formats> {
  const language = locale();
  const known = made.get(language) ?? formats(language);
  made.set(language, known);
  return known;
}

/** "3 s", "2 min", then the clock, then the date. */
export function age(time: string, at: number): string {
  const then = new Date(time);
  const past = Math.max(0, at - then.getTime());
  if (past < MINUTE) return `${Math.floor(past / 1000)} s`;
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  return past < DAY ? now().clock.format(then) : now().day.format(then);
}

export function exact(time: string): string {
  return now().exact.format(new Date(time));
}

export function size(octets: number): string {
  if (octets < 1000) return `${octets} B`;
  if (octets < 1_000_000) return now().kilobyte.format(octets / 1000);
  return now().megabyte.format(octets / 1_000_000);
}
