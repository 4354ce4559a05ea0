/**
 * The HTML of a mail as a picture, made in the browser alone.
 *
 * Its law: the mail is drawn as the content of an SVG that is an image. Browsers run no script and load nothing in
 * such an image (SVG Integration, secure static mode), so what lies elsewhere is missing from it. It is laid out by
 * XML's rules, in standards mode.
 */
import { readPart } from '../../api/http';
import type { Detail } from '../../api/types';

export interface Picture {
  /** Of an SVG. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

const GONE =
  'script, iframe, object, embed, frame, frameset, base, meta, link, audio, video, template, noscript';
const LOADING = [
  'src',
  'srcset',
  'poster',
  'background',
  'href',
  'xlink:href',
  'data',
  'action',
  'formaction',
];
const XML_NAME = /^[a-z_][\w.-]*$/i;
const NO_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;
const REFERENCE = /\bcid:([^"'\s<>()\\]{1,998})/gi;
const HEIGHTS = [4_000, 16_000];
const MAX_HTML = 2_000_000;

/** The HTML with its own pictures within it, as a document in which nothing runs. Raises when there is too much. */
export async function still(mail: Detail): Promise<Document> {
  const html = mail.html ?? '';
  if (html.length > MAX_HTML) throw new Error(`${html.length} > ${MAX_HTML}`);
  const page = new DOMParser().parseFromString(await withOwnPictures(mail, html), 'text/html');
  for (const element of page.querySelectorAll(GONE)) element.remove();
  for (const comment of comments(page)) comment.remove();
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes])
      if (
        !XML_NAME.test(name) ||
        name.startsWith('on') ||
        (LOADING.includes(name) && !value.startsWith('data:image/'))
      )
        element.removeAttribute(name);
    if (!XML_NAME.test(element.localName)) element.replaceWith(...element.childNodes);
  }
  return page;
}

async function withOwnPictures(mail: Detail, html: string): Promise<string> {
  const known = new Map<string, string>();
  for (const file of mail.attachments) {
    if (!file.content_id || !file.content_type.startsWith('image/')) continue;
    known.set(file.content_id, await dataUrl(await readPart(mail.id, file.part)));
  }
  return html.replace(REFERENCE, (whole, id: string) => {
    try {
      return known.get(decodeURIComponent(id)) ?? whole;
    } catch {
      return whole;
    }
  });
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error());
    reader.readAsDataURL(blob);
  });
}

function comments(page: Document): Comment[] {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const found: Comment[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Comment);
  return found;
}

/** Draw it as wide as this, and as high as it is. */
export async function pictured(page: Document, width: number): Promise<Picture> {
  const xhtml = new XMLSerializer().serializeToString(page.documentElement).replace(NO_XML, '');
  let height = 0;
  for (const most of HEIGHTS) {
    height = heightOf(await loaded(svg(xhtml, width, most)), width, most);
    // What ends near the edge may go on beyond it, after a gap.
    if (height < most * 0.75) break;
  }
  return { url: svg(xhtml, width, height), width, height };
}

function svg(xhtml: string, width: number, height: number): string {
  const drawn =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<foreignObject width="100%" height="100%">${xhtml}</foreignObject></svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn)}`;
}

async function loaded(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** Up to the last row that is not like all below it. */
function heightOf(image: HTMLImageElement, width: number, most: number): number {
  const { data } = drawn(image, width, most, 1).getImageData(0, 0, width, most);
  const rows = new Uint32Array(data.buffer);
  const last = rows[rows.length - 1];
  for (let at = rows.length - 1; at >= 0; at--)
    if (rows[at] !== last) return Math.min(most, Math.ceil((at + 1) / width));
  return most;
}

function drawn(
  image: HTMLImageElement,
  width: number,
  height: number,
  scale: number,
): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d', { willReadFrequently: scale === 1 });
  if (!context) throw new Error('canvas');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context;
}

const MAX_CANVAS = 16_384;

/** Twice as fine as it is shown, as long as a canvas can be so high. */
export async function png(picture: Picture): Promise<Blob> {
  const scale = picture.height * 2 <= MAX_CANVAS ? 2 : 1;
  const { canvas } = drawn(await loaded(picture.url), picture.width, picture.height, scale);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('canvas'))), 'image/png'),
  );
}
