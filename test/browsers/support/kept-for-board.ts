/** Puts a run among those that a browser keeps for its board, as if the page had measured it. */
import type { Page } from 'puppeteer-core';
import type { KeptRun } from '../../../src/page/board/send/kept';

const HOUR = 3_600_000;

/** @param page of the board's address; what lists them is opened afterwards */
export function keepForBoard(page: Page, text: string): Promise<void> {
  const at = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();
  const run: KeptRun = { id: 'kept', text, madeAt: at(-HOUR), until: at(HOUR), stamped: 10_000, sent: null };
  return page.evaluate(
    (value) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('tokamark-board');
        const fail = (): void => reject(new Error('the browser keeps nothing'));
        opening.onerror = fail;
        opening.onupgradeneeded = () => opening.result.createObjectStore('runs');
        opening.onsuccess = () => {
          const database = opening.result;
          const writing = database.transaction('runs', 'readwrite');
          writing.objectStore('runs').put(value, `run ${value.id}`);
          writing.onerror = fail;
          writing.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    run,
  );
}
