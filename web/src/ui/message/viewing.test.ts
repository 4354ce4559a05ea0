import { describe, expect, it } from 'vitest';
import { fitted, hasDarkRules, Viewing } from './viewing.svelte';

const ROOM = { width: 640, height: 400 };

describe('the frame', () => {
  it.each([
    ['fills its room', null, null, { width: 640, height: 400, scale: 1 }],
    ['is as narrow as a phone', 375, null, { width: 375, height: 400, scale: 1 }],
    ['is made smaller to fit', 1280, null, { width: 1280, height: 800, scale: 0.5 }],
    ['is zoomed and still fills its room', null, 200, { width: 320, height: 200, scale: 2 }],
    ['is zoomed as asked, though it does not fit', 1280, 100, { width: 1280, height: 400, scale: 1 }],
  ])('%s', (_, pixels, zoom, wanted) => {
    expect(fitted(pixels, zoom, ROOM)).toEqual(wanted);
  });

  it('goes from one named width to the next, from any', () => {
    const viewing = new Viewing();
    const seen = [-1, -1, -1, -1, 1].map((by) => {
      viewing.step(by as 1 | -1);
      return viewing.width;
    });
    expect(seen).toEqual(['desktop', 'tablet', 'phone', 'phone', 'tablet']);
    viewing.resize(500);
    viewing.step(-1);
    expect(viewing.width).toBe('phone');
  });

  it('is never so small that it cannot be seen', () => {
    const viewing = new Viewing();
    viewing.resize(3);
    expect(viewing.width).toBe(240);
  });
});

it.each([
  ['<style>@media (prefers-color-scheme: dark) { p {} }</style>', true],
  ['<style>:root { color-scheme: light dark }</style>', true],
  ['<meta name="color-scheme" content="light dark">', true],
  ['<style>p { color: darkblue }</style>', false],
  ['<p>dark</p>', false],
])('the dark rules of %s', (html, has) => {
  expect(hasDarkRules(html)).toBe(has);
});
