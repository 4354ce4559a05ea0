import { beforeAll, describe, expect, it, vi } from 'vitest';
import { age, size } from './words';

const NOW = Date.parse('2026-05-01T12:00:00Z');

beforeAll(() => vi.stubGlobal('navigator', { languages: ['en-GB'] }));

describe('age', () => {
  it.each([
    ['2026-05-01T11:59:57Z', '3 s'],
    ['2026-05-01T12:00:05Z', '0 s'],
    ['2026-05-01T11:58:00Z', '2 min'],
    ['2026-05-01T11:01:00Z', '59 min'],
  ])('of %s is %s', (time, shown) => {
    expect(age(time, NOW)).toBe(shown);
  });

  it('is the clock within a day and the date after it', () => {
    expect(age('2026-05-01T03:00:00Z', NOW)).toMatch(/\d\d:\d\d/);
    expect(age('2026-04-01T12:00:00Z', NOW)).toMatch(/1/);
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_500, '1.5 kB'],
  [2_000_000, '2 MB'],
])('size of %i is %s', (octets, shown) => {
  expect(size(octets)).toBe(shown);
});
