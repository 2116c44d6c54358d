/**
 * What the tests read off a page from inside it: long tasks, a heartbeat, the time that the page's own handlers take, layout shifts.
 * Installed before the page's first script.
 */
import type { Page } from 'puppeteer-core';
import { milliseconds } from './say';

export interface Instruments {
  /** Milliseconds between beats that are 10 ms apart when nothing is in the way. */
  readonly beats: number[];
  /** Each long task (over 50 ms), and when it began, both in milliseconds; Firefox reports none. */
  readonly longTasks: { readonly milliseconds: number; readonly began: number }[];
  /** Milliseconds of each call of one of the page's listeners and frame callbacks. */
  readonly handlers: { readonly name: string; readonly milliseconds: number }[];
  /** Layout shifts that no input caused; Firefox reports none. */
  readonly shifts: Shift[];
  /** Workers that the page has started. */
  workers: number;
}

export interface Shift {
  readonly value: number;
  /** Since the page was opened. */
  readonly milliseconds: number;
  /** What moved, and its rectangles before and after: x, y, width, height in pixels. */
  readonly moved: readonly string[];
}

declare global {
  interface Window {
    instruments?: Instruments;
  }
}

/** Runs in the page: it must not use anything from outside itself. */
export function installInstruments(): void {
  const instruments: Instruments = { beats: [], longTasks: [], handlers: [], shifts: [], workers: 0 };
  window.instruments = instruments;

  const observe = (type: string, take: (entry: PerformanceEntry) => void): void => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  };
  observe('longtask', ({ duration, startTime }) =>
    instruments.longTasks.push({ milliseconds: duration, began: startTime }),
  );
  observe('layout-shift', (entry) => {
    const unexpected = 'hadRecentInput' in entry && entry.hadRecentInput === false;
    if (!unexpected || !('value' in entry) || typeof entry.value !== 'number') return;
    const sources: readonly unknown[] = 'sources' in entry && Array.isArray(entry.sources) ? entry.sources : [];
    instruments.shifts.push({ value: entry.value, milliseconds: entry.startTime, moved: sources.map(movement) });
  });

  function movement(source: unknown): string {
    if (typeof source !== 'object' || source === null) return '';
    const before = rectangle('previousRect' in source ? source.previousRect : null);
    const after = rectangle('currentRect' in source ? source.currentRect : null);
    const node = 'node' in source ? source.node : null;
    const element = node instanceof Element ? node : node instanceof Node ? node.parentElement : null;
    const name = `${element?.tagName.toLowerCase()}#${element?.id}.${element?.className}`;
    return `${name}: ${before} to ${after}`;
  }
  function rectangle(value: unknown): string {
    if (!(value instanceof DOMRectReadOnly)) return 'nowhere';
    return [value.x, value.y, value.width, value.height].map(Math.round).join(' ');
  }

  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    instruments.beats.push(now - last);
    last = now;
  }, 10);

  const timed = (name: string, call: () => void): void => {
    const begin = performance.now();
    try {
      call();
    } finally {
      instruments.handlers.push({ name, milliseconds: performance.now() - begin });
    }
  };
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => frame((time) => timed('animation frame', () => callback(time)));

  type Listener = EventListenerOrEventListenerObject | null;
  interface Listening {
    addEventListener: (
      this: EventTarget,
      type: string,
      listener: Listener,
      options?: boolean | AddEventListenerOptions,
    ) => void;
    removeEventListener: (
      this: EventTarget,
      type: string,
      listener: Listener,
      options?: boolean | AddEventListenerOptions,
    ) => void;
  }
  const prototype: Listening = EventTarget.prototype;
  const { addEventListener: add, removeEventListener: remove } = prototype;
  const timedListeners = new WeakMap<EventListener, EventListener>();
  prototype.addEventListener = function (type, listener, options) {
    if (typeof listener !== 'function') return add.call(this, type, listener, options);
    const own = timedListeners.get(listener) ?? wrap(listener);
    timedListeners.set(listener, own);
    add.call(this, type, own, options);
  };
  prototype.removeEventListener = function (type, listener, options) {
    const own = typeof listener === 'function' ? timedListeners.get(listener) : undefined;
    remove.call(this, type, own ?? listener, options);
  };
  function wrap(listener: EventListener): EventListener {
    return function (this: EventTarget, event) {
      timed(event.type, () => listener.call(this, event));
    };
  }

  window.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      instruments.workers += 1;
    }
  };
}

export async function readInstruments(page: Page): Promise<Instruments> {
  const read = await page.evaluate(() => window.instruments);
  if (read === undefined) throw new Error('the page has no instruments');
  return read;
}

/** Forgets what was seen so far, so that loading the page does not count. */
export async function resetInstruments(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { beats = [], longTasks = [], handlers = [] } = window.instruments ?? {};
    for (const list of [beats, longTasks, handlers]) list.length = 0;
  });
}

/** What moved by itself, a line each. */
export function movements({ shifts }: Instruments): readonly string[] {
  return shifts.map(
    ({ value, milliseconds, moved }) =>
      `moved by ${value.toFixed(4)} at ${(milliseconds / 1000).toFixed(1)} s: ${moved.join('; ')}`,
  );
}

/** How long the page's main thread was held up, in milliseconds. */
export function responsiveness({ beats, handlers, longTasks }: Instruments) {
  const sorted = beats.toSorted((a, b) => a - b);
  const [p99, longest] = [sorted[Math.floor(0.99 * sorted.length)] ?? Infinity, sorted.at(-1) ?? Infinity];
  const slowest = handlers.toSorted((a, b) => b.milliseconds - a.milliseconds).at(0);
  const tasks = longTasks.map((task) => `${milliseconds(task.milliseconds)} at ${milliseconds(task.began)}`);
  const said =
    `heartbeat p99 ${milliseconds(p99)}, longest ${milliseconds(longest)}; longest handler ${slowest?.name ?? ''} ` +
    `${milliseconds(slowest?.milliseconds ?? 0)} of ${handlers.length}; long tasks: ${tasks.join(', ') || 'none'}`;
  return { beats: beats.length, p99, longest, handler: slowest?.milliseconds ?? Infinity, longTasks: tasks, said };
}
