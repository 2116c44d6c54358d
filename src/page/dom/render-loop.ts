/** Draws at most once a frame, however many events arrive; and nothing while something is timed. */

/** Frames stop in a hidden tab; there a timer draws, so that the result is in the page when the person comes back. */
const HIDDEN_TAB_MILLISECONDS = 250;

/** Marks in a browser's profile: between the two nothing is drawn. */
const RESTS = 'tokamark: rests';
const WAKES = 'tokamark: wakes';

export interface RenderLoop {
  /** Something changed: draw at the next frame, or once nothing is timed. */
  readonly request: () => void;
  /** Draw at once what answers a key or a click, and the rest as `request` does: both in one go would be a long task. */
  readonly now: () => void;
  /** Draws what is due, and resolves: from then on nothing is drawn until `wake`. */
  readonly rest: () => Promise<void>;
  readonly wake: () => void;
  /** Does `work` now, or together with the next drawing where something is timed. */
  readonly whenAwake: (work: () => void) => void;
}

/**
 * @param first draws what a person looks at when they act
 * @param others draws what else there is, as much as a frame has time for, and says whether there is more; `anew` where something changed
 */
export function createRenderLoop(first: () => void, others: (anew: boolean) => boolean): RenderLoop {
  let frame = 0;
  /** Whether anything changed since the others began to be drawn. */
  let anew = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = false;
  /** What was asked for meanwhile. */
  let due = false;
  let waiting: (() => void)[] = [];
  let drawn: (() => void)[] = [];

  const drawAll = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    first();
    const more = others(anew);
    anew = false;
    if (more) {
      next();
      return;
    }
    const work = waiting;
    waiting = [];
    for (const each of work) each();
    const heard = drawn;
    drawn = [];
    for (const resolve of heard) resolve();
  };
  const request = (): void => {
    anew = true;
    due = resting;
    if (!resting && timer === undefined) next();
  };
  const next = (): void => {
    frame = requestAnimationFrame(drawAll);
    timer = setTimeout(drawAll, HIDDEN_TAB_MILLISECONDS);
  };
  const wake = (): void => {
    if (!resting) return;
    resting = false;
    performance.mark(WAKES);
    if (due || waiting.length > 0) request();
  };
  return {
    request,
    now: () => {
      first();
      request();
    },
    rest: async () => {
      wake();
      if (timer !== undefined) await new Promise<void>((resolve) => drawn.push(resolve));
      resting = true;
      performance.mark(RESTS);
    },
    wake,
    whenAwake: (work) => {
      if (resting) waiting.push(work);
      else work();
    },
  };
}
