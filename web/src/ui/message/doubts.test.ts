import { expect, it } from 'vitest';
import { doubtOf } from './doubts';

it.each([
  ['https://shop.example/a', 'Follow your order', null],
  ['https://www.shop.example/a', 'shop.example', null],
  ['https://evil.example/', 'https://bank.example/login', 'elsewhere'],
  ['https://evil.example/', 'bank.example', 'elsewhere'],
  ['javascript:alert(1)', 'go', 'runs'],
  ['data:text/html,x', 'go', 'runs'],
  ['/orders/1', 'go', 'nowhere'],
  ['', 'go', 'nowhere'],
  ['http://shop.example/', 'go', 'unencrypted'],
  ['http://localhost:8000/', 'go', null],
  ['http://web:8000/', 'go', null],
  ['https://xn--bnk-ula.example/', 'go', 'letters'],
  ['mailto:ann@example.com', 'ann@example.com', null],
])('the doubt about %s under the words %j is %s', (href, text, doubt) => {
  expect(doubtOf({ href, text })).toBe(doubt);
});
