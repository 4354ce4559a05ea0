import { expect, it } from 'vitest';
import { placeOf, searchOf, type Place } from './place';

const HOME: Place = { query: '', message: null, tab: null };

it.each<[string, Place]>([
  ['', HOME],
  ['?q=to%3Abob+hi', { ...HOME, query: 'to:bob hi' }],
  ['?message=42', { ...HOME, message: 42 }],
  ['?q=x&message=42&tab=source', { query: 'x', message: 42, tab: 'source' }],
])('reads and writes %s', (search, place) => {
  expect(placeOf(search)).toEqual(place);
  expect(placeOf(searchOf(place))).toEqual(place);
});

it.each(['?message=0', '?message=-1', '?message=x', '?message=1e3', '?tab=nowhere', '?other=1'])(
  'takes %s as home',
  (search) => {
    expect(placeOf(search)).toEqual(HOME);
  },
);
