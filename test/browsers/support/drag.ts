/** How long a drag takes to become a picture: measured in the page, from the time of each pointer event to the frame that was drawn after it. */
import type { Page } from 'puppeteer-core';

interface Point {
  readonly x: number;
  readonly y: number;
}

declare global {
  interface Window {
    dragTimes?: number[];
  }
}

/** Milliseconds of up to `moves`, the shortest first: events of one frame count as one. The pointer is pressed at a point and moves above it. */
export async function dragTimes(page: Page, selector: string, { x, y }: Point, moves: number): Promise<number[]> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate((picture) => {
    const times: number[] = [];
    window.dragTimes = times;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => times.push(performance.now() - Number(data));
    document.querySelector(picture)?.addEventListener(
      'pointermove',
      // The room asks for its frame in the same event: it is drawn in the frame of this callback, and the message comes after it.
      ({ timeStamp }) => requestAnimationFrame(() => port2.postMessage(timeStamp)),
      { capture: true },
    );
  }, selector);
  for (let i = 0; i < moves; i++) await page.mouse.move(x, y - 3 - 3 * (i % 30));
  await page.mouse.up();
  await page.waitForFunction(() => (window.dragTimes?.length ?? 0) > 0);
  return (await page.evaluate(() => window.dragTimes ?? [])).toSorted((a, b) => a - b);
}

/** The value below which `share` of the sorted values lie. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
