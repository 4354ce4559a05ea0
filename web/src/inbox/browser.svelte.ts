/** What this browser remembers of its user's choices, and the time of day that ages the list. */
import { preferred, type Language } from '../texts/language.svelte';
import { speak } from '../texts/index.svelte';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export type Density = 'roomy' | 'compact';

/** All that is remembered. A new choice is one row here. */
export interface Settings {
  readonly theme: Theme;
  readonly density: Density;
  /** Null follows the browser. */
  readonly language: Language | null;
  readonly notify: boolean;
  readonly searches: readonly string[];
  readonly railWidth: number;
  readonly listWidth: number;
}

const AT_FIRST: Settings = {
  theme: 'auto',
  density: 'roomy',
  language: null,
  notify: false,
  searches: [],
  railWidth: 208,
  listWidth: 400,
};
const KEY = 'catcher';
const TICK_MS = 5_000;

export class Browser {
  settings = $state.raw<Settings>(AT_FIRST);
  now = $state(Date.now());

  constructor() {
    this.settings = remembered();
    this.#apply();
    setInterval(() => (this.now = Date.now()), TICK_MS);
    addEventListener('storage', (event) => {
      if (event.key === KEY) this.#take(remembered());
    });
  }

  /** Take over some choices, and remember them. */
  choose(choice: Partial<Settings>): void {
    this.#take({ ...this.settings, ...choice });
    try {
      localStorage.setItem(KEY, JSON.stringify(this.settings));
    } catch {
      // A browser that keeps nothing is a browser all the same.
    }
  }

  /** Speak the chosen language; done when its texts are there. */
  speak(): Promise<void> {
    return speak(this.settings.language ?? preferred(navigator.languages));
  }

  nextTheme(): void {
    const next = THEMES[(THEMES.indexOf(this.settings.theme) + 1) % THEMES.length] ?? 'auto';
    this.choose({ theme: next });
  }

  #take(settings: Settings): void {
    const speaksOther = settings.language !== this.settings.language;
    this.settings = settings;
    this.#apply();
    if (speaksOther) void this.speak();
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.settings.theme;
    document.documentElement.dataset.density = this.settings.density;
  }
}

function remembered(): Settings {
  try {
    return { ...AT_FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>) };
  } catch {
    return AT_FIRST;
  }
}
