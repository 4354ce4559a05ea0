import { isTyping } from '../inbox/keys';

/** Whether a key is meant for the page: nobody is typing, no dialog is open, and no other program is called. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  return !isTyping(event.target) && !document.querySelector('dialog[open]');
}
