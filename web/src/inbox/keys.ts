/** Keys to commands: single ones, and two that come one after the other, such as g i. */
import type { Command } from './commands';

const CHORD_MS = 1_000;

export class Keys {
  #first = '';
  #at = -Infinity;

  /** The command that this key completes; undefined when it is none, or the first of two. */
  press(key: string, at: number, commands: readonly Command[]): Command | undefined {
    const first = at - this.#at < CHORD_MS ? this.#first : '';
    this.#first = '';
    const found = commands.find(({ keys }) => keys.includes(first ? `${first} ${key}` : key));
    if (!found && commands.some(({ keys }) => keys.some((each) => each.startsWith(`${key} `)))) {
      this.#first = key;
      this.#at = at;
    }
    return found;
  }
}

/** Whether a key pressed there is text, or moves something of its own. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

export function isArrowOfItsOwn(key: string, target: EventTarget | null): boolean {
  return (
    key.startsWith('Arrow') &&
    target instanceof HTMLElement &&
    target.closest('.panel, .rows, [role=tablist], [role=separator], [role=radiogroup], input') !== null
  );
}
