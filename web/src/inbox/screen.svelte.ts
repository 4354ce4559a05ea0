/** How much room there is. */
import { MediaQuery } from 'svelte/reactivity';

export class Screen {
  readonly #phone = new MediaQuery('max-width: 699.98px');
  readonly #wide = new MediaQuery('min-width: 1100px');

  /** One pane at a time. */
  get isPhone(): boolean {
    return this.#phone.current;
  }

  /** The rail is icons alone. */
  get isNarrow(): boolean {
    return !this.#wide.current;
  }
}
