/** Numbers and times as people read them, by the browser's own language. */

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const exactTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "3 s", "2 min", then the clock, then the date. */
export function age(time: string, now: number): string {
  const then = new Date(time);
  const past = Math.max(0, now - then.getTime());
  if (past < MINUTE) return `${Math.floor(past / 1000)} s`;
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  return past < DAY ? clock.format(then) : day.format(then);
}

export function exact(time: string): string {
  return exactTime.format(new Date(time));
}

export function count(value: number): string {
  return number.format(value);
}

export function size(octets: number): string {
  if (octets < 1000) return `${octets} B`;
  if (octets < 1_000_000) return `${number.format(octets / 1000)} kB`;
  return `${number.format(octets / 1_000_000)} MB`;
}
