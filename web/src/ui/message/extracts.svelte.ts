/** What was found in a mail: read once for each mail that is opened. */
import { readExtracts } from '../../api/http';
import type { Detail, Extracts } from '../../api/types';

export class Found {
  extracts = $state.raw<Extracts | null>(null);
  failed = $state<string | null>(null);
  readonly codes = $derived(this.extracts?.codes ?? []);
  #mail: number | null = null;

  async read(mail: Detail): Promise<void> {
    if (mail.id === this.#mail) return;
    this.#mail = mail.id;
    this.extracts = null;
    this.failed = null;
    try {
      const found = await readExtracts(mail.id);
      if (mail.id === this.#mail) this.extracts = found;
    } catch (error) {
      if (mail.id === this.#mail) this.failed = (error as Error).message;
    }
  }
}
