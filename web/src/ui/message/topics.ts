/** Which explanation a defect has. The server names defects in sentences; these are the words to know them by. */

const TOPICS = [
  ['lineFeeds', /line feed alone|without a line feed/],
  ['helo', /no name with HELO/],
  ['nuls', /NUL bytes/],
  ['longLines', /longer than \d+ bytes/],
  ['eightBit', /raw 8-bit/],
  ['missing', /^There is no \S+ field/],
  ['twice', /more than one .* field/],
  ['noHeader', /^There is no header|is no header field/],
  ['empty', /mail is empty/],
  ['boundary', /boundary/],
  ['nesting', /nested deeper|more than \d+ parts/],
  ['contentType', /content type/],
  ['charset', /does not fit/],
  ['encoding', /^(Part \d+|The mail) has /],
  ['addresses', /list of addresses/],
  ['date', /Date cannot be read/],
  ['unreadable', /could not be read/],
] as const;

export type Topic = (typeof TOPICS)[number][0];

export function topicOf(defect: string): Topic | null {
  return TOPICS.find(([, pattern]) => pattern.test(defect))?.[0] ?? null;
}
