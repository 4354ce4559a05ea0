/** What may come next in a query, at the place where one types. Pure. */

/** The fields of the query language, the frequent ones first. */
export const FIELDS = [
  'from:', 'to:', 'rcpt:', 'subject:', 'body:', 'has:', 'is:', 'mailbox:', 'attachment:', 'header:', 'size>', 'size<',
  'after:', 'before:', 'cc:', 'bcc:', 'sender:', 'login:', 'type:', 'message-id:', 'id:',
] as const; // prettier-ignore
export type Field = (typeof FIELDS)[number];

/** Values that are worth proposing. */
export interface Known {
  readonly addresses: readonly string[];
  readonly mailboxes: readonly string[];
  /** Today, as 2026-05-01. */
  readonly today: string;
}

export interface Suggestion {
  /** What takes the place of the word at the caret. */
  readonly text: string;
  /** Set when it is a field, whose value comes next. */
  readonly field: Field | null;
}

export interface Completion {
  /** Where the word at the caret begins. */
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

const MOST = 8;

export function complete(query: string, caret: number, known: Known): Completion {
  const before = query.slice(0, caret);
  const from = /[^\s()]*$/.exec(before)?.index ?? caret;
  const minus = before[from] === '-' ? 1 : 0;
  const word = before.slice(from + minus).toLowerCase();
  const isInQuotes = (before.split('"').length - 1) % 2 === 1;
  if (isInQuotes) return { from: caret, suggestions: [] };
  const field = FIELDS.find((each) => word.startsWith(each));
  const suggestions = field
    ? valuesOf(field, word.slice(field.length), known)
    : FIELDS.filter((each) => each.startsWith(word) && (word || !minus)).map((each) => ({
        text: each,
        field: each,
      }));
  return { from: from + minus, suggestions: suggestions.slice(0, MOST) };
}

/** The query with a suggestion taken, and where the caret is then. */
export function accepted(query: string, caret: number, from: number, { text, field }: Suggestion) {
  const written = field ? text : `${text} `;
  const rest = query.slice(caret).replace(/^\S*/, '').trimStart();
  return { query: query.slice(0, from) + written + rest, caret: from + written.length };
}

function valuesOf(field: Field, begun: string, known: Known): Suggestion[] {
  return proposals(field, known)
    .filter((value) => value.toLowerCase().includes(begun) && value.toLowerCase() !== begun)
    .map((value) => ({
      text: `${field}${/[\s()"]/.test(value) ? JSON.stringify(value) : value}`,
      field: null,
    }));
}

function proposals(field: Field, known: Known): readonly string[] {
  switch (field) {
    case 'has:':
      return ['attachment', 'html', 'defect'];
    case 'is:':
      return ['unread', 'read'];
    case 'mailbox:':
    case 'login:':
      return known.mailboxes;
    case 'from:':
    case 'to:':
    case 'rcpt:':
    case 'cc:':
    case 'bcc:':
    case 'sender:':
      return known.addresses;
    case 'size>':
    case 'size<':
      return ['10k', '100k', '1M', '10M'];
    case 'after:':
    case 'before:':
      return [known.today];
    case 'type:':
      return ['image/', 'application/pdf', 'text/calendar'];
    default:
      return [];
  }
}
