/** All that the page says. English is the measure: a language in which a text is missing does not pass the check. */
import { frame } from './en/frame';
import { message } from './en/message';
import { help, rules, sessions } from './en/views';
import { spoken, type Language } from './language.svelte';

const english = { frame, message, sessions, rules, help };
export type Texts = Said<typeof english>;

/** The same texts in any words. */
type Said<T> = T extends (...given: infer Given) => string
  ? (...given: Given) => string
  : T extends string
    ? string
    : { [Name in keyof T]: Said<T[Name]> };

const others: Record<Exclude<Language, 'en'>, () => Promise<Texts>> = {
  de: () => import('./de'),
  fr: () => import('./fr'),
};

/** What the frame says. */
export const texts = $state<Texts['frame']>({ ...english.frame });
/** What the view of a message says. */
export const messageTexts = $state<Texts['message']>({ ...english.message });
/** What the other views say. */
export const sessionTexts = $state<Texts['sessions']>({ ...english.sessions });
export const ruleTexts = $state<Texts['rules']>({ ...english.rules });
export const helpTexts = $state<Texts['help']>({ ...english.help });

/** Speak it from now on; the open page changes with it. */
export async function speak(language: Language): Promise<void> {
  const said: Texts = language === 'en' ? english : await others[language]();
  Object.assign(texts, said.frame);
  Object.assign(messageTexts, said.message);
  Object.assign(sessionTexts, said.sessions);
  Object.assign(ruleTexts, said.rules);
  Object.assign(helpTexts, said.help);
  spoken.language = language;
  document.documentElement.lang = language;
}
