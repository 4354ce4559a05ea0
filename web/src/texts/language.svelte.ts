/** Which language the page speaks, and numbers as it writes them. */

export const LANGUAGES = { en: 'English', de: 'Deutsch', fr: 'Français' } as const;
export type Language = keyof typeof LANGUAGES;

const isLanguage = (code: string): code is Language => code in LANGUAGES;

export const spoken = $state<{ language: Language }>({ language: 'en' });

/** The first of the browser's languages that the page speaks; English when there is none. */
export function preferred(languages: readonly string[]): Language {
  return languages.map((each) => each.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

/** For `Intl`: the browser's own variant of the language, such as en-GB, where it has one. */
export function locale(): string {
  return navigator.languages.find((each) => each.startsWith(spoken.language)) ?? spoken.language;
}

/** What writes in the page's language, made once for each: making it takes longer than using it a hundred times. */
export function inLanguage<Format>(make: (language: string) => Format): () => Format {
  const made = new Map<string, Format>();
  return () => {
    const language = locale();
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}

const whole = inLanguage((language) => new Intl.NumberFormat(language));

/** A whole number as it is written here. */
export function count(value: number): string {
  return whole().format(value);
}
