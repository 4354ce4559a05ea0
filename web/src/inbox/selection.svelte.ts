/** The mails that are ticked, to do something with all of them. */
import { SvelteSet } from 'svelte/reactivity';

export class Selection {
  readonly ids = new SvelteSet<number>();
  /** Where a range begins that is taken with the shift key. */
  #from: number | null = null;

  has(id: number): boolean {
    return this.ids.has(id);
  }

  toggle(id: number): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#from = id;
  }

  add(ids: Iterable<number>): void {
    for (const id of ids) this.ids.add(id);
  }

  clear(): void {
    this.ids.clear();
    this.#from = null;
  }

  get from(): number | null {
    return this.#from;
  }
}
