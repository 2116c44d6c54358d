/** What a browser prints of a page: how many pages, and whether anything reaches beyond the paper. */
import { inflateSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';

export const PAPERS = ['a4', 'letter'] as const;
type Format = (typeof PAPERS)[number];

export const printedPages = async (page: Page, format: Format): Promise<number> =>
  pagesOf(Buffer.from(await page.pdf({ format })));

/** A page is an object of its own, which some browsers write into compressed streams. */
function pagesOf(pdf: Buffer): number {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, stream = '']) =>
    inflated(Buffer.from(stream, 'latin1')),
  );
  return [text, ...streams].reduce((sum, part) => sum + (part.match(/\/Type\s*\/Page\b/g)?.length ?? 0), 0);
}

/** Empty where it is no text that was compressed, such as a font. */
function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return '';
  }
}

/** Between the margins of paper.css, in CSS pixels. */
const WIDTHS: Readonly<Record<Format, number>> = {
  a4: Math.floor(((210 - 26) / 25.4) * 96),
  letter: Math.floor((8.5 - 26 / 25.4) * 96),
};

/** The texts of elements that are wider than the paper, or that hold more than they show. */
export async function cutOff(page: Page, format: Format): Promise<readonly string[]> {
  await page.emulateMediaType('print');
  await page.setViewport({ width: WIDTHS[format], height: 900 });
  return page.evaluate(() =>
    Array.from(document.body.querySelectorAll('*'))
      .filter(
        (one) =>
          one.getBoundingClientRect().right > window.innerWidth + 1 ||
          (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0),
      )
      .map((one) => `${one.tagName} ${one.textContent.slice(0, 60)}`),
  );
}
