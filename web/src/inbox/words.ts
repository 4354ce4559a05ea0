/** Sizes and times as people read them, in the language of the page. */
import { inLanguage } from '../texts/language.svelte';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const now = inLanguage((language) => {
  const unit = (name: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, maximumFractionDigits: 1 });
  return {
    clock: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }),
    exact: new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }),
    kilobyte: unit('kilobyte'),
    megabyte: unit('megabyte'),
  };
});

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
