/** A failure on purpose while it is filled in: what a stage can know, and the rule that comes of the form. Pure. */
import type { Rule } from '../api/types';

export const STAGES = [
  'connect',
  'ehlo',
  'starttls',
  'auth',
  'mail',
  'rcpt',
  'data',
  'accept',
  'quit',
] as const;
export type Stage = (typeof STAGES)[number];

export const ACTIONS = ['refuse', 'delay', 'drop', 'cut', 'slow', 'discard'] as const;
export type Action = (typeof ACTIONS)[number];

export const SCHEDULES = ['always', 'first', 'every', 'after', 'above-rate', 'chance'] as const;
export type Schedule = (typeof SCHEDULES)[number];

export const MATCHES = [
  'recipient', 'sender', 'mailbox', 'login', 'helo', 'peer', 'header', 'min_size', 'max_size',
] as const; // prettier-ignore
export type Matched = (typeof MATCHES)[number];

const OF_A_MAIL: readonly Stage[] = ['mail', 'rcpt', 'data', 'accept'];
const KNOWN_AT: Partial<Record<Matched, readonly Stage[]>> = {
  helo: STAGES.slice(1),
  login: [...OF_A_MAIL, 'quit'],
  sender: OF_A_MAIL,
  recipient: OF_A_MAIL.slice(1),
  header: ['accept'],
  min_size: ['accept'],
  max_size: ['accept'],
};
const STAGES_OF: Partial<Record<Action, readonly Stage[]>> = {
  cut: ['data'],
  slow: ['data'],
  discard: ['accept'],
};

export function actionsAt(stage: Stage): Action[] {
  return ACTIONS.filter((each) => STAGES_OF[each]?.includes(stage) ?? true);
}

export function matchesAt(stage: Stage): Matched[] {
  return MATCHES.filter((each) => KNOWN_AT[each]?.includes(stage) ?? true);
}

/** The form as it is filled in; numbers may be missing. */
export interface Draft {
  stage: Stage;
  action: Action;
  code: number | null;
  text: string;
  seconds: number | null;
  octets: number | null;
  match: Record<Matched, string>;
  headerValue: string;
  schedule: Schedule;
  count: number | null;
  rateSeconds: number | null;
  probability: number | null;
  seed: number | null;
}

export function freshDraft(): Draft {
  const nothing = Object.fromEntries(MATCHES.map((each) => [each, '']));
  return {
    stage: 'rcpt',
    action: 'refuse',
    code: 450,
    text: '',
    seconds: 5,
    octets: 1_000,
    match: nothing as Record<Matched, string>,
    headerValue: '',
    schedule: 'always',
    count: 1,
    rateSeconds: 60,
    probability: 0.5,
    seed: 0,
  };
}

/** What is wrong with the numbers is for the server to say. */
export function ruleOf(draft: Draft): Rule {
  const action = actionsAt(draft.stage).includes(draft.action) ? draft.action : 'refuse';
  return {
    stage: draft.stage,
    action: actionOf(draft, action),
    match: matchOf(draft),
    schedule: scheduleOf(draft),
  };
}

function actionOf(draft: Draft, type: Action): Rule['action'] {
  switch (type) {
    case 'refuse':
      return { type, code: draft.code ?? 0, text: draft.text.trim() };
    case 'delay':
      return { type, seconds: draft.seconds ?? 0 };
    case 'cut':
      return { type, after_octets: draft.octets ?? 0 };
    case 'slow':
      return { type, octets_per_second: draft.octets ?? 0 };
    case 'drop':
    case 'discard':
      return { type };
  }
}

function matchOf({ stage, match, headerValue }: Draft): Rule['match'] {
  const given = (name: Matched) => (matchesAt(stage).includes(name) && match[name].trim()) || null;
  const octets = (name: Matched) => {
    const text = given(name);
    return text === null ? null : Number(text);
  };
  const header = given('header');
  return {
    mailbox: given('mailbox'),
    sender: given('sender'),
    recipient: given('recipient'),
    login: given('login'),
    helo: given('helo'),
    peer: given('peer'),
    header: header === null ? null : { name: header, value: headerValue.trim() || '*' },
    min_size: octets('min_size'),
    max_size: octets('max_size'),
  };
}

function scheduleOf({ schedule: type, ...draft }: Draft): Rule['schedule'] {
  const count = draft.count ?? 0;
  switch (type) {
    case 'always':
      return { type };
    case 'first':
    case 'after':
      return { type, count };
    case 'every':
      return { type, nth: count };
    case 'above-rate':
      return { type, count, seconds: draft.rateSeconds ?? 0 };
    case 'chance':
      return { type, probability: draft.probability ?? 0, seed: draft.seed ?? 0 };
  }
}
