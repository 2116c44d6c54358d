/** Draws at most once a frame, however many events arrive. */

/** Frames stop in a hidden tab; there a timer draws, so that the result is in the page when the person comes back. */
const HIDDEN_TAB_MILLISECONDS = 250;

export interface RenderLoop {
  /** Something changed: draw at the next frame. */
  readonly request: () => void;
  /** Draw at once: for what answers a key or a click. */
  readonly now: () => void;
}

export function createRenderLoop(draw: () => void): RenderLoop {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    draw();
  };
  const request = (): void => {
    if (timer !== undefined) return;
    frame = requestAnimationFrame(now);
    timer = setTimeout(now, HIDDEN_TAB_MILLISECONDS);
  };
  return { request, now };
}
