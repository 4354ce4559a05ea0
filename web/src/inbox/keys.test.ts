import { expect, it } from 'vitest';
import type { Command } from './commands';
import { Keys } from './keys';

const command = (title: string, ...keys: string[]): Command => ({ title, keys, run: () => undefined });
const COMMANDS = [command('next', 'j'), command('inbox', 'g i'), command('load', 'i')];

function pressed(...times: [key: string, at: number][]): (string | undefined)[] {
  const keys = new Keys();
  return times.map(([key, at]) => keys.press(key, at, COMMANDS)?.title);
}

it.each<[[string, number][], (string | undefined)[]]>([
  [[['j', 0]], ['next']],
  [[['g', 0], ['i', 500]], [undefined, 'inbox']],
  [[['g', 0], ['i', 1_500]], [undefined, 'load']],
  [[['g', 0], ['j', 500], ['i', 600]], [undefined, undefined, 'load']],
  [[['q', 0]], [undefined]],
])('%j', (keys, titles) => {
  expect(pressed(...keys)).toEqual(titles);
}); // prettier-ignore
