/**
 * What is known of the text that stands in the page: nothing until it has been counted. One text is counted at a time, and then
 * the one that stands there by then.
 */
import { wrap, type Remote } from 'comlink';
import type { TextCount } from '../../costs';
import { failed, unwrap } from '../../foundation/outcome';
import type { Counted, TextCounter } from './text-counter';

export type CountText = (text: string) => Promise<Counted>;

/** @returns the counts of a text, null while it is counted; @throws TokamarkError where it cannot be */
export type TextCounts = (text: string) => readonly TextCount[] | null;

/** @param changed called when a text has been counted */
export function createTextCounts(count: CountText, changed: () => void): TextCounts {
  let last: { readonly text: string; readonly counted: Counted } | null = null;
  let counting = false;
  const start = async (text: string): Promise<void> => {
    counting = true;
    try {
      last = { text, counted: await count(text) };
    } catch (thrown) {
      // Kept with the text, so that only another one asks again.
      last = { text, counted: failed(thrown) };
    }
    counting = false;
    changed();
  };
  return (text) => {
    if (last?.text !== text) {
      if (!counting) void start(text);
      return null;
    }
    return unwrap(last.counted);
  };
}

/** By a worker that is started with the first text. Browser only. */
export function workerCount(tokenizerJson: () => Promise<Blob>): CountText {
  let started: { readonly counter: Remote<TextCounter>; readonly broken: Promise<never> } | null = null;
  return async (text) => {
    const json = await tokenizerJson();
    started ??= startWorker();
    return Promise.race([started.counter.count(text, json), started.broken]);
  };
}

function startWorker() {
  const worker = new Worker(new URL('./text-worker.ts', import.meta.url), { type: 'module', name: 'tokamark-text' });
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
  });
  broken.catch(() => undefined);
  return { counter: wrap<TextCounter>(worker), broken };
}
