import { describe, expect, it } from 'vitest';
import { endpointOf, setups, written } from './setups';

it.each([
  ['127.0.0.1:1025', '127.0.0.1:1025'],
  ['0.0.0.0:1025', 'catcher.test:1025'],
  ['[::]:2525', 'catcher.test:2525'],
  ['[::1]:1025', '[::1]:1025'],
])('what listens at %s is reached at %s', (told, reached) => {
  expect(written(endpointOf(told, 'catcher.test'))).toBe(reached);
});

describe('setups', () => {
  const all = setups({ host: 'mail.test', port: '2525' }, 'http://mail.test:8025/');

  it('name the host and the port of this instance', () => {
    const elsewhere = all.filter(({ name }) => !['pytest', 'Docker Compose', 'HTTP'].includes(name));
    for (const { code } of elsewhere) {
      expect(code).toContain('mail.test');
      expect(code).toContain('2525');
    }
  });

  it('have names of their own', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
