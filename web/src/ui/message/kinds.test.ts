import { expect, it } from 'vitest';
import { kindOf } from './kinds';

it.each([
  ['image/png', 'a.png', 'image'],
  ['image/svg+xml', '', 'drawing'],
  ['image/tiff', 'a.tiff', 'other'],
  ['application/pdf', '', 'pdf'],
  ['text/calendar', '', 'calendar'],
  ['application/octet-stream', 'Invite.ICS', 'calendar'],
  ['text/x-vcard', '', 'card'],
  ['text/csv', 'a.csv', 'text'],
  ['application/ld+json', '', 'text'],
  ['application/octet-stream', 'notes.md', 'text'],
  ['message/rfc822', '', 'text'],
  ['application/zip', 'a.zip', 'other'],
])('%s %s is looked at as %s', (contentType, filename, kind) => {
  expect(kindOf(contentType, filename)).toBe(kind);
});
