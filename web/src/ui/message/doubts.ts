/** What a reader would want to know of a link before following it. */

export type Doubt = 'elsewhere' | 'runs' | 'nowhere' | 'unencrypted' | 'letters';

const ADDRESS_IN_WORDS = /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#]\S*)?$/i;

export function doubtOf({ href, text }: { href: string; text: string }): Doubt | null {
  const target = urlOf(href);
  if (!target) return 'nowhere';
  if (['javascript:', 'data:', 'vbscript:', 'file:', 'blob:'].includes(target.protocol)) return 'runs';
  const said = ADDRESS_IN_WORDS.exec(text.trim())?.[1]?.toLowerCase();
  const isWeb = target.protocol === 'http:' || target.protocol === 'https:';
  if (said && isWeb && bare(said) !== bare(target.hostname)) return 'elsewhere';
  if (target.hostname.split('.').some((label) => label.startsWith('xn--'))) return 'letters';
  return target.protocol === 'http:' && !isLocal(target.hostname) ? 'unencrypted' : null;
}

function urlOf(href: string): URL | null {
  return URL.canParse(href) ? new URL(href) : null;
}

function bare(host: string): string {
  return host.replace(/^www\./, '');
}

/** Where mail is caught, its links lead to the developer's own machine. */
function isLocal(host: string): boolean {
  return /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|10\.[\d.]+|192\.168\.[\d.]+|[^.]+)$/.test(host);
}
