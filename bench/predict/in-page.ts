/** Our engine in the bench's page, in Chromium (SwiftShader) or Firefox. No peer takes part, and none need be installed. */
import type { Page } from 'puppeteer-core';
import { startBrowser } from '../browser';
import { chooseDriver, vulkanEnvironment } from '../machine';
import { servePage } from '../page-server';
import type { Place } from './runs';

export async function inPage(browserName: 'chromium' | 'firefox'): Promise<Place> {
  const server = await servePage(null);
  const browser = await startBrowser(browserName, vulkanEnvironment(chooseDriver(null)));
  const page: Page = await browser.newPage();
  await page.goto(`${server.url}page/index.html`);
  await page.waitForFunction(() => 'measure' in window, { timeout: 60_000 });
  return {
    run: (request) =>
      page.evaluate((asked) => {
        const { measure } = window;
        if (measure === undefined) throw new Error('the page cannot measure');
        return measure(asked);
      }, request),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
