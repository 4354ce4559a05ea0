import { expect, it } from 'vitest';
import { HOME, placeOf, searchOf, type Place } from './place';

it.each<[string, Place]>([
  ['', HOME],
  ['?q=to%3Abob+hi', { ...HOME, query: 'to:bob hi' }],
  ['?message=42', { ...HOME, message: 42 }],
  ['?q=x&message=42&tab=source', { ...HOME, query: 'x', message: 42, tab: 'source' }],
  ['?mailbox=ci-7&q=x', { ...HOME, mailbox: 'ci-7', query: 'x' }],
  ['?view=sessions&session=3', { ...HOME, view: 'sessions', session: 3 }],
  ['?view=rules', { ...HOME, view: 'rules' }],
  [
    '?view=compare&message=1&other=2&tab=text',
    { ...HOME, view: 'compare', message: 1, other: 2, tab: 'text' },
  ],
])('reads and writes %s', (search, place) => {
  expect(placeOf(search)).toEqual(place);
  expect(placeOf(searchOf(place))).toEqual(place);
});

it.each([
  '?message=0',
  '?message=-1',
  '?message=x',
  '?message=1e3',
  '?tab=nowhere',
  '?tab=html',
  '?other=1',
  '?session=1',
  '?view=nowhere',
  '?other=2',
])('takes %s as home', (search) => {
  expect(placeOf(search)).toEqual(HOME);
});

it('leaves a message behind that the view does not show', () => {
  expect(searchOf({ ...HOME, view: 'rules', message: 42, tab: 'text', query: 'x' })).toBe('?view=rules&q=x');
});
