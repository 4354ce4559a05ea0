/** What a button that copies does: once it is done, that is told for a moment. */
const TOLD_MS = 1_500;

export class Copying {
  done = $state(false);

  async copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.done = true;
    setTimeout(() => (this.done = false), TOLD_MS);
  }
}
