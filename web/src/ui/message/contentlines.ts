/** Calendars (RFC 5545) and address cards (RFC 6350): both are the same kind of lines. */

export interface Property {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
}
/** What stands between a BEGIN and its END, without what lies in components within. */
export interface Component {
  readonly type: string;
  readonly properties: readonly Property[];
}

const MAX_COMPONENTS = 500;
const LINE = /^([\w-]+\.)?([\w-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/s;

export function components(text: string, ...types: readonly string[]): Component[] {
  const found: Component[] = [];
  const open: { type: string; properties: Property[] }[] = [];
  for (const line of text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const property = propertyOf(line);
    if (!property) continue;
    if (property.name === 'BEGIN') {
      open.push({ type: property.value.toUpperCase(), properties: [] });
    } else if (property.name === 'END') {
      const closed = open.pop();
      if (closed && types.includes(closed.type) && found.length < MAX_COMPONENTS) found.push(closed);
    } else {
      open.at(-1)?.properties.push(property);
    }
  }
  return found;
}

function propertyOf(line: string): Property | null {
  const [, , name, given, value] = LINE.exec(line) ?? [];
  if (name === undefined || value === undefined) return null;
  const parameters = Object.fromEntries(
    (given ?? '')
      .split(';')
      .filter(Boolean)
      .map((each) => {
        const [key = '', said = ''] = each.split('=');
        return [key.toUpperCase(), said.replaceAll('"', '')];
      }),
  );
  return { name: name.toUpperCase(), parameters, value: unescaped(value.trim()) };
}

function unescaped(value: string): string {
  return value.replace(/\\([nN,;:\\])/g, (_, c: string) => (c.toLowerCase() === 'n' ? '\n' : c));
}

export function first(component: Component, name: string): Property | undefined {
  return component.properties.find((each) => each.name === name);
}

export function every(component: Component, name: string): Property[] {
  return component.properties.filter((each) => each.name === name);
}

const MOMENT = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?$/;

/** A time of a calendar for `Intl`: a day, a time of day wherever one is, or a moment. */
export function momentOf(property: Property | undefined): { at: Date; day: boolean; zone: string } | null {
  const [, year, month, day, hours, minutes, seconds, utc] = MOMENT.exec(property?.value ?? '') ?? [];
  if (!year || !month || !day) return null;
  const iso = `${year}-${month}-${day}T${hours ?? '00'}:${minutes ?? '00'}:${seconds ?? '00'}`;
  const at = new Date(utc ? `${iso}Z` : iso);
  if (Number.isNaN(at.getTime())) return null;
  return { at, day: hours === undefined, zone: utc ? 'UTC' : (property?.parameters.TZID ?? '') };
}
