/** What is on the clipboard, as a person would get it: pasted into a text field. */
import type { Page } from 'puppeteer-core';

/** Waits until the page says that it copied, anew since the last time; then pastes. @param notice where it says so */
export async function pasteOf(page: Page, notice = 'copied'): Promise<string> {
  await page.waitForFunction(
    (id) => {
      // Said again, it is another element (src/page/take-away/said-view.tsx).
      const said = document.getElementById(id)?.firstElementChild;
      if (!(said instanceof HTMLElement) || said.textContent !== 'Copied' || said.dataset['heard'] === 'yes')
        return false;
      said.dataset['heard'] = 'yes';
      return true;
    },
    { timeout: 5000 },
    notice,
  );
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
    return field.value;
  });
}
