import { describe, expect, it } from 'vitest';
import { sightOf, topToSee } from './window';

const AT_TOP = { top: 0, height: 640, rows: 1_000, rowPx: 64 };

describe('sightOf', () => {
  it('has the rows in sight and some around', () => {
    expect(sightOf(AT_TOP)).toMatchObject({ heightPx: 64_000, first: 0, end: 16 });
    expect(sightOf({ ...AT_TOP, top: 6_400 })).toMatchObject({ first: 94, end: 116 });
  });

  it('ends with the list', () => {
    expect(sightOf({ ...AT_TOP, rows: 3 })).toMatchObject({ heightPx: 192, first: 0, end: 3 });
  });

  it('draws each row below the one before', () => {
    const sight = sightOf({ ...AT_TOP, top: 100 });
    expect([sight.topOf(2), sight.topOf(3)]).toEqual([128, 192]);
  });

  it('reaches the last of millions of rows, though no element is that tall', () => {
    const rows = 5_000_000;
    const { heightPx } = sightOf({ ...AT_TOP, rows });
    const sight = sightOf({ ...AT_TOP, rows, top: heightPx - 640 });
    expect(sight.end).toBe(rows);
    expect(sight.topOf(rows - 1)).toBeCloseTo(heightPx - 64, 3);
  });
});

describe('topToSee', () => {
  it.each([
    [0, 6_400, 0],
    [105, 6_400, 6_400],
    [110, 6_400, 6_464],
    [99, 6_400, 6_336],
  ])('row %i from %i is %i', (at, top, wanted) => {
    expect(topToSee(at, { ...AT_TOP, top })).toBe(wanted);
  });
});
