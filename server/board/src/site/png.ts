/**
 * A picture that is SVG as PNG, where no browser draws it: for sites that show a picture beside a link and take no SVG. A picture takes
 * the processor for some 150 ms, so it is drawn in a thread of its own (draw-thread.mjs), one at once.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { TokamarkError } from '../../../../src/foundation/errors';
import { createLine, type LineOptions } from '../operations/line';

export interface Drawing {
  /** @throws ProblemError where too many pictures wait; TokamarkError `internal` where it could not be drawn */
  readonly png: (svg: string) => Promise<Uint8Array>;
  readonly dispose: () => Promise<void>;
}

/** Whoever is shown a link asks for its picture within the same hour, as others do; each is some 80 kB. */
const KEPT = 32;

const LINE: LineOptions = {
  ...{ atOnce: 1, waiting: 16 },
  busy: {
    retryAfter: 3,
    detail: 'Many pictures are being drawn.',
    remedy: 'Send the same request again after the time in Retry-After.',
  },
};

/** A hundred times what one takes, fonts and renderer read for the first among it. */
const LONGEST_MS = 15_000;

/** Starts its thread when the first picture is asked for, and keeps the latest pictures. */
export function createDrawing(thread = new URL('./draw-thread.mjs', import.meta.url)): Drawing {
  const line = createLine(LINE);
  const kept = new Map<string, Promise<Uint8Array>>();
  let drawer: Drawer | null = null;
  let isOver = false;
  const drawn = (svg: string): Promise<Uint8Array> => {
    if (isOver) return Promise.reject(gone('it was ended'));
    if (drawer === null || drawer.isGone) drawer = new Drawer(thread);
    return drawer.draw(svg);
  };
  return {
    png: (svg) => {
      const picture = kept.get(svg) ?? line.run(() => drawn(svg));
      // The last of them again, so that the first is the one that nobody has asked for longest.
      kept.delete(svg);
      kept.set(svg, picture);
      for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
      picture.catch(() => kept.delete(svg));
      return picture;
    },
    dispose: async () => {
      isOver = true;
      await drawer?.end('it was ended');
    },
  };
}

const pngSchema = z.tuple([z.instanceof(Uint8Array)]);

/** One thread, which draws one picture at a time. */
class Drawer {
  isGone = false;
  private readonly worker: Worker;
  private readonly over = new AbortController();

  constructor(thread: URL) {
    this.worker = new Worker(thread);
    this.worker.on('error', ({ message }: Error) => this.lose(message));
    this.worker.on('exit', (code) => this.lose(`it ended with ${code}`));
    // A thread that has nothing to do keeps no program from its end.
    this.worker.unref();
  }

  async draw(svg: string): Promise<Uint8Array> {
    const late = setTimeout(() => void this.end(`a picture took longer than ${LONGEST_MS / 1000} s`), LONGEST_MS);
    this.worker.ref();
    this.worker.postMessage(svg);
    try {
      const [png] = pngSchema.parse(await once(this.worker, 'message', { signal: this.over.signal }));
      return png;
    } catch (thrown) {
      throw this.over.signal.aborted ? this.over.signal.reason : thrown;
    } finally {
      clearTimeout(late);
      this.worker.unref();
    }
  }

  async end(why: string): Promise<void> {
    this.lose(why);
    await this.worker.terminate();
  }

  /** The first that is said of it is why. */
  private lose(why: string): void {
    this.isGone = true;
    this.over.abort(gone(why));
  }
}

const gone = (details: string): TokamarkError =>
  new TokamarkError({
    ...{ code: 'internal', message: 'The thread that draws pictures has ended.', where: '', details },
    remedy: 'Ask for the picture again: a new one is started.',
  });
