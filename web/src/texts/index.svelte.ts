/** All that the page says. English is the measure: a language in which a text is missing does not pass the check. */
import { frame } from './en/frame';
import { message } from './en/message';
import { spoken, type Language } from './language.svelte';

const english = { frame, message };
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

/** What everything but the message says. */
export const texts = $state<Texts['frame']>({ ...frame });
/** What the view of a message says. */
export const messageTexts = $state<Texts['message']>({ ...message });

/** Speak it from now on; the open page changes with it. */
export async function speak(language: Language): Promise<void> {
  const said: Texts = language === 'en' ? english : await others[language]();
  Object.assign(texts, said.frame);
  Object.assign(messageTexts, said.message);
  spoken.language = language;
  document.documentElement.lang = language;
}
