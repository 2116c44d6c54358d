/** Drives the room of engines. */
import type { Page } from 'puppeteer-core';

/** Milliseconds from a press of `button` until the page shows `shown`, by its own clock. */
export const pressAndTime = (page: Page, button: string, shown: string): Promise<number> =>
  page.evaluate(
    (pressed, wanted) =>
      new Promise<number>((resolve) => {
        const begin = performance.now();
        const look = (): void => {
          if (document.querySelector(wanted) !== null) resolve(performance.now() - begin);
        };
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
        document.querySelector<HTMLElement>(pressed)?.click();
        look();
      }),
    button,
    shown,
  );
