/** How the HTML of mails is looked at. It stays from one mail to the next, but for what a mail may load. */

export const WIDTHS = { phone: 375, tablet: 768, desktop: 1280, full: null } as const;
export type Width = keyof typeof WIDTHS;
export const ZOOMS = [50, 75, 100, 125, 150, 200] as const;
/** In pixels: a page without its margins. */
export const PAPER = { width: 720, height: 960 } as const;
export const NARROWEST = 240;
export const WIDEST = 2_560;

const ORDER = Object.keys(WIDTHS) as Width[];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A frame of this size, shown at this scale. */
export interface Fitted extends Size {
  readonly scale: number;
}

export class Viewing {
  /** One by name, or any number of pixels. */
  width = $state<Width | number>('full');
  /** In percent; null makes the frame fit where it is. */
  zoom = $state<number | null>(null);
  dark = $state(false);
  images = $state(true);
  fonts = $state(true);
  /** The one mail that may load what lies elsewhere. */
  loaded = $state<number | null>(null);

  /** How high the whole mail is on paper, as far as that is known. */
  printed = $state<number>(PAPER.height);

  /** In pixels; null is all there is. */
  readonly pixels = $derived(typeof this.width === 'number' ? this.width : WIDTHS[this.width]);

  /** The next wider or narrower one that has a name. */
  step(by: 1 | -1): void {
    const now = this.pixels ?? Infinity;
    const next =
      by > 0
        ? ORDER.find((name) => (WIDTHS[name] ?? Infinity) > now)
        : ORDER.findLast((name) => (WIDTHS[name] ?? Infinity) < now);
    if (next) this.width = next;
  }

  resize(pixels: number): void {
    this.width = Math.round(Math.min(WIDEST, Math.max(NARROWEST, pixels)));
  }
}

/** The frame for a width and a zoom in the room that there is. */
export function fitted(pixels: number | null, zoom: number | null, room: Size): Fitted {
  const fitting = pixels === null ? 1 : Math.min(1, room.width / pixels);
  const scale = zoom === null ? fitting : zoom / 100;
  return { width: pixels ?? room.width / scale, height: room.height / scale, scale };
}

const DARK_RULES =
  /prefers-color-scheme\s*:\s*dark|(?<![\w-])color-scheme\s*:[^;{}]*dark|["']?color-scheme["']?[^>]*dark/i;

/** Whether a mail says how it wants to look in the dark. */
export function hasDarkRules(html: string): boolean {
  return DARK_RULES.test(html);
}
