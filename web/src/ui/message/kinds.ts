/** How a file is looked at, by its type, or by its name where the type says nothing. */

export type FileKind = 'image' | 'drawing' | 'pdf' | 'calendar' | 'card' | 'text' | 'other';

/** Those that the server gives out to be shown in place. */
const IMAGES = /^image\/(png|jpeg|gif|webp|avif|bmp|x-icon)$/;
const TEXTS = /^text\/|^message\/|[/+](json|xml|yaml|x-sh|javascript|pgp-signature|pgp-keys)$/;
const BY_ENDING: Record<string, FileKind> = { ics: 'calendar', vcf: 'card', svg: 'drawing' };
const TEXT_ENDINGS = /\.(txt|csv|json|xml|ya?ml|log|md|html?|eml|asc|ini|toml|tsv)$/i;

export function kindOf(contentType: string, filename: string): FileKind {
  const ending = filename.toLowerCase().split('.').at(-1) ?? '';
  if (IMAGES.test(contentType)) return 'image';
  if (contentType === 'image/svg+xml') return 'drawing';
  if (contentType === 'application/pdf') return 'pdf';
  if (contentType === 'text/calendar' || contentType === 'application/ics') return 'calendar';
  if (/^text\/(x-)?vcard$/.test(contentType)) return 'card';
  const named = BY_ENDING[ending];
  if (named) return named;
  return TEXTS.test(contentType) || TEXT_ENDINGS.test(filename) ? 'text' : 'other';
}
