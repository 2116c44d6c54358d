/** Draws at most once a frame, however many events arrive. */

/** Frames stop in a hidden tab; there a timer draws, so that the result is in the page when the person comes back. */
const HIDDEN_TAB_MILLISECONDS = 250;

export interface RenderLoop {
  /** Something changed: draw at the next frame. */
  readonly request: () => void;
  /** Draw at once what answers a key or a click, and the rest at the next frame: both in one go would be a long task. */
  readonly now: () => void;
}

/** @param first draws what a person looks at when they act @param rest what else there is */
export function createRenderLoop(first: () => void, rest: () => void): RenderLoop {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drawAll = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    first();
    rest();
  };
  const request = (): void => {
    if (timer !== undefined) return;
    frame = requestAnimationFrame(drawAll);
    timer = setTimeout(drawAll, HIDDEN_TAB_MILLISECONDS);
  };
  return {
    request,
    now: () => {
      first();
      request();
    },
  };
}
