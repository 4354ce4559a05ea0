/** What this browser remembers and knows: the theme, and the time of day that ages the list. */

const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
const TICK_MS = 5_000;

export class Browser {
  theme = $state<Theme>('auto');
  now = $state(Date.now());

  constructor() {
    const kept = localStorage.getItem('theme');
    this.theme = THEMES.find((each) => each === kept) ?? 'auto';
    this.#apply();
    setInterval(() => (this.now = Date.now()), TICK_MS);
  }

  nextTheme(): void {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? 'auto';
    localStorage.setItem('theme', this.theme);
    this.#apply();
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.theme;
  }
}
