/** Draws at most once a frame, however many events arrive; and nothing while something is timed, but what answers a person. */

/** Frames stop in a hidden tab; there a timer draws, so that the result is in the page when the person comes back. */
const HIDDEN_TAB_MILLISECONDS = 250;

/** Marks in a browser's profile: between the first two nothing is drawn, but where the third says so. */
const RESTS = 'tokamark: rests';
const WAKES = 'tokamark: wakes';
const ANSWERS = 'tokamark: answers while it rests';

export interface RenderLoop {
  /** Something changed: draw at the next frame, or once nothing is timed. */
  readonly request: () => void;
  /** A person changed something: draw at the next frame in any case. What is timed goes on. */
  readonly answer: () => void;
  /** Draw at once what answers a key or a click, and the rest as `answer` does: both in one go would be a long task. */
  readonly now: () => void;
  /** Resolves when what is due is drawn and painted: from then on nothing is drawn until `wake`, which may come before. */
  readonly rest: () => Promise<void>;
  /** The run is heard of again, or begins, or has ended. */
  readonly wake: () => void;
  /** Does `work` now, or together with the next drawing where something is timed. */
  readonly whenAwake: (work: () => void) => void;
}

/**
 * @param first draws what a person looks at when they act
 * @param others draws what else there is, as much as a frame has time for, and says whether there is more; `anew` where something changed
 */
export function createRenderLoop(first: () => void, others: (anew: boolean, began: number) => boolean): RenderLoop {
  let frame = 0;
  /** Whether anything changed since the others began to be drawn. */
  let anew = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = false;
  /** How often it was woken: who waits to rest must not do so after that. */
  let wakes = 0;
  /** What was asked for meanwhile. */
  let due = false;
  let waiting: (() => void)[] = [];
  let drawn: (() => void)[] = [];

  const drawAll = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    if (resting) performance.mark(ANSWERS);
    due = false;
    const began = performance.now();
    first();
    const more = others(anew, began);
    anew = false;
    if (more) {
      draw();
      return;
    }
    if (!resting) {
      const work = waiting;
      waiting = [];
      for (const each of work) each();
    }
    const heard = drawn;
    drawn = [];
    for (const resolve of heard) resolve();
  };
  const draw = (): void => {
    if (timer !== undefined) return;
    frame = requestAnimationFrame(drawAll);
    timer = setTimeout(drawAll, HIDDEN_TAB_MILLISECONDS);
  };
  const answer = (): void => {
    anew = true;
    draw();
  };
  const request = (): void => {
    anew = true;
    if (resting) due = true;
    else draw();
  };
  const wake = (): void => {
    wakes += 1;
    if (!resting) return;
    resting = false;
    performance.mark(WAKES);
    if (due || waiting.length > 0) draw();
  };
  return {
    request,
    answer,
    now: () => {
      first();
      answer();
    },
    rest: async () => {
      wake();
      const own = wakes;
      while (timer !== undefined && own === wakes) {
        await new Promise<void>((resolve) => drawn.push(resolve));
        await painted();
      }
      if (own !== wakes) return;
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

/** A frame is laid out and painted after its callbacks: it is over once the next one has begun, and its other tasks have had their turn. */
async function painted(): Promise<void> {
  await new Promise<void>((resolve) => {
    const frame = requestAnimationFrame(() => {
      clearTimeout(late);
      resolve();
    });
    const late = setTimeout(() => {
      cancelAnimationFrame(frame);
      resolve();
    }, HIDDEN_TAB_MILLISECONDS);
  });
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
}
