import { expect, it } from 'vitest';
import { actionsAt, freshDraft, matchesAt, ruleOf, STAGES } from './rule';

const NOBODY = {
  mailbox: null, sender: null, recipient: null, login: null, helo: null, peer: null, header: null, min_size: null,
  max_size: null,
}; // prettier-ignore

it('refuses everybody at first', () => {
  expect(ruleOf(freshDraft())).toEqual({
    stage: 'rcpt',
    action: { type: 'refuse', code: 450, text: '' },
    match: NOBODY,
    schedule: { type: 'always' },
  });
});

it('says only what the stage can know', () => {
  const draft = freshDraft();
  draft.stage = 'connect';
  draft.action = 'discard';
  draft.match.recipient = 'bob@*';
  draft.match.peer = ' 127.* ';
  expect(ruleOf(draft)).toMatchObject({ action: { type: 'refuse' }, match: { ...NOBODY, peer: '127.*' } });
});

it('reads sizes and headers', () => {
  const draft = freshDraft();
  draft.stage = 'accept';
  Object.assign(draft.match, { header: 'X-Tag', min_size: '1000' });
  expect(ruleOf(draft).match).toEqual({ ...NOBODY, header: { name: 'X-Tag', value: '*' }, min_size: 1000 });
});

it.each([
  ['connect', ['refuse', 'delay', 'drop'], ['mailbox', 'peer']],
  [
    'data',
    ['refuse', 'delay', 'drop', 'cut', 'slow'],
    ['recipient', 'sender', 'mailbox', 'login', 'helo', 'peer'],
  ],
  ['quit', ['refuse', 'delay', 'drop'], ['mailbox', 'login', 'helo', 'peer']],
] as const)('at %s', (stage, actions, matches) => {
  expect(actionsAt(stage)).toEqual(actions);
  expect(matchesAt(stage)).toEqual(matches);
});

it('has an action for each stage', () => {
  for (const stage of STAGES) expect(actionsAt(stage)).toContain('refuse');
});
