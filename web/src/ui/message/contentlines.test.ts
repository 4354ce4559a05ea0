import { expect, it } from 'vitest';
import { components, every, first, momentOf } from './contentlines';

const CALENDAR = `BEGIN:VCALENDAR\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
SUMMARY:Lunch\\, with a lo\r
 ng name\r
DTSTART;TZID="Europe/Berlin":20260501T120000\r
ATTENDEE;CN="Brown, Bob":mailto:bob@example.com\r
ATTENDEE:mailto:ann@example.com\r
BEGIN:VALARM\r
SUMMARY:not this\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
`;

it('reads an event and leaves what lies within it', () => {
  const [event] = components(CALENDAR, 'VEVENT');
  if (!event) throw new Error('no event');
  expect(first(event, 'SUMMARY')?.value).toBe('Lunch, with a long name');
  expect(every(event, 'SUMMARY')).toHaveLength(1);
  expect(every(event, 'ATTENDEE').map((each) => [each.parameters.CN, each.value])).toEqual([
    ['Brown, Bob', 'mailto:bob@example.com'],
    [undefined, 'mailto:ann@example.com'],
  ]);
  expect(momentOf(first(event, 'DTSTART'))?.zone).toBe('Europe/Berlin');
});

it.each([
  ['20260501', true, ''],
  ['20260501T120000Z', false, 'UTC'],
])('the time %s', (value, day, zone) => {
  expect(momentOf({ name: 'DTSTART', parameters: {}, value })).toMatchObject({ day, zone });
});

it.each(['', 'tomorrow', '20269999T999999'])('%j is no time', (value) => {
  expect(momentOf({ name: 'DTSTART', parameters: {}, value })).toBeNull();
});

it('reads a card with groups, and what is no card not at all', () => {
  const [card] = components('BEGIN:VCARD\nFN:Ann\nitem1.EMAIL;TYPE=work:ann@example.com\nEND:VCARD', 'VCARD');
  expect(card && first(card, 'EMAIL')?.value).toBe('ann@example.com');
  expect(components('END:VCARD\nhello\n\n:x', 'VCARD')).toEqual([]);
});
