/** Which rows of a long list are in sight, and where they are drawn. Pure. */

/** Browsers end an element at some 17 to 33 million pixels; beyond ours the scrollbar stands for more rows. */
const MAX_PX = 8_000_000;
/** Rows drawn above and below those in sight. */
const AROUND = 6;

export interface Sight {
  /** How tall the list's element is. */
  readonly heightPx: number;
  readonly first: number;
  /** Behind the last. */
  readonly end: number;
  /** Where a row is drawn, from the top of the element. */
  readonly topOf: (at: number) => number;
}

export interface Scrolled {
  readonly top: number;
  readonly height: number;
  readonly rows: number;
  readonly rowPx: number;
}

export function sightOf(scrolled: Scrolled): Sight {
  const { top, height, rows, rowPx } = scrolled;
  const heightPx = Math.min(rows * rowPx, MAX_PX);
  const from = topAmong(scrolled);
  return {
    heightPx,
    first: Math.max(0, Math.floor(from / rowPx) - AROUND),
    end: Math.min(rows, Math.ceil((from + height) / rowPx) + AROUND),
    topOf: (at) => at * rowPx - from + top,
  };
}

/** Where the list has to be scrolled to so that this row is in sight; nearest to where it is. */
export function topToSee(at: number, scrolled: Scrolled): number {
  const { top, height, rowPx } = scrolled;
  const from = topAmong(scrolled);
  const above = at * rowPx;
  if (above < from) return top + (above - from) / stretch(scrolled);
  const below = above + rowPx - height;
  return below > from ? top + (below - from) / stretch(scrolled) : top;
}

/** The pixel in a list of unbounded height that is at the top. */
function topAmong(scrolled: Scrolled): number {
  return scrolled.top * stretch(scrolled);
}

function stretch({ height, rows, rowPx }: Scrolled): number {
  const whole = rows * rowPx;
  return whole <= MAX_PX ? 1 : (whole - height) / (MAX_PX - height);
}
