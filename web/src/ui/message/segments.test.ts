import { expect, it } from 'vitest';
import { segments } from './segments';

const links = (text: string) =>
  segments(text, []).flatMap((each) => (each.kind === 'link' ? [[each.text, each.href]] : []));

it.each([
  ['See https://x.example/a?b=1.', [['https://x.example/a?b=1', 'https://x.example/a?b=1']]],
  ['(https://x.example/)', [['https://x.example/', 'https://x.example/']]],
  ['https://x.example/a_(b)', [['https://x.example/a_(b)', 'https://x.example/a_(b)']]],
  ['<https://x.example/a>,', [['https://x.example/a', 'https://x.example/a']]],
  ['Write to ann@example.com!', [['ann@example.com', 'mailto:ann@example.com']]],
  ['mailto:a@b.example', [['mailto:a@b.example', 'mailto:a@b.example']]],
  ['javascript:alert(1) data:text/html,x file:///etc', []],
])('the links of %s', (text, found) => {
  expect(links(text)).toEqual(found);
});

it('loses no character', () => {
  const text = 'Code 4711: https://x.example/4711. Or (ann@example.com), 4711-a, 4711';
  expect(
    segments(text, ['4711'])
      .map((each) => each.text)
      .join(''),
  ).toBe(text);
});

it('marks a code only where it stands alone', () => {
  const codes = segments('4711 14711 x4711 4711. A+B', ['4711', 'A+B']).filter(
    (each) => each.kind === 'code',
  );
  expect(codes.map((each) => each.text)).toEqual(['4711', '4711', 'A+B']);
});
