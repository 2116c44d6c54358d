/** What is on the clipboard, as a person would get it: pasted into a text field. */
import type { Page } from 'puppeteer-core';

/** Waits until the page says that it copied; then pastes. */
export async function pasteOf(page: Page): Promise<string> {
  await page.waitForFunction(() => document.getElementById('copied')?.textContent === 'Copied', { timeout: 5000 });
  await page.evaluate(() => {
    const field = document.createElement('textarea');
    field.id = 'pasted';
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.down('Control');
  await page.keyboard.press('v');
  await page.keyboard.up('Control');
  return page.$eval('#pasted', (field) => {
    if (!(field instanceof HTMLTextAreaElement)) throw new Error('there is another element called pasted');
    field.remove();
    // The next copy must say so anew.
    document.getElementById('copied')?.replaceChildren();
    return field.value;
  });
}
