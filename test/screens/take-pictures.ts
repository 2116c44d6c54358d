/** Takes the pictures of rooms, at four widths, and prints them. */
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { ROOMS, type Room } from '../../src/page/rooms/rooms';
import { widths } from '../browsers/support/open-page';
import { enterRoom } from '../browsers/support/run-page';

export const FOLDER = join(import.meta.dirname, '..', 'output', 'screens');
const SCREENS = [
  { width: 360, height: 640 },
  { width: 768, height: 1024 },
  { width: 1280, height: 900 },
  { width: 1920, height: 1080 },
] as const;
export const LAPTOP_SCREEN = SCREENS[2];

interface Pictures {
  readonly folder: string;
  readonly state: string;
  readonly rooms: readonly Room[];
  readonly themes: readonly ('light' | 'dark')[];
}

export async function takePictures(page: Page, { folder, state, rooms, themes }: Pictures): Promise<void> {
  for (const room of rooms) {
    // What a room opens at first depends on its width.
    await page.setViewport(LAPTOP_SCREEN);
    await enterRoom(page, room);
    for (const theme of themes) {
      // Firefox cannot be told which theme it is in, and is in the light one.
      if (themes.length > 1) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      for (const screen of SCREENS) {
        await page.setViewport(screen);
        await settled();
        const path = join(folder, `${state}-${room}-${theme}-${screen.width}.png`);
        await page.screenshot({ path, fullPage: true });
        const { scrollWidth, clientWidth } = await widths(page);
        expect(scrollWidth, path).toBeLessThanOrEqual(clientWidth);
      }
    }
  }
  if (themes.length > 1) await page.emulateMediaFeatures([]);
}

/** Pictures are drawn anew for another width; a run that goes on is never done. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));

export async function printRooms(page: Page, folder: string, state: string): Promise<void> {
  for (const room of ROOMS) {
    await enterRoom(page, room);
    await page.pdf({ path: join(folder, `${state}-${room}.pdf`), format: 'a4' });
  }
}
