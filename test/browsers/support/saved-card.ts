/** Takes the picture that the page would download. */
import type { Page } from 'puppeteer-core';

/** What "Save the card" downloads. */
export async function savedCard(page: Page): Promise<Buffer> {
  await page.evaluate(() => {
    HTMLAnchorElement.prototype.click = () => undefined;
    const address = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (file) => {
      if (file instanceof Blob && file.type === 'image/png') {
        void file.arrayBuffer().then((bytes) => {
          const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
          document.body.dataset['saved'] = btoa(letters);
        });
      }
      return address(file);
    };
  });
  await page.click('#save-card');
  await page.waitForFunction(() => document.body.dataset['saved'] !== undefined);
  return Buffer.from(await page.evaluate(() => document.body.dataset['saved'] ?? ''), 'base64');
}
