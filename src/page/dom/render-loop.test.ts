/** When the page draws: once a frame, and never while something is timed. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRenderLoop } from './render-loop';

const FRAME = 16;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, FRAME));
  vi.stubGlobal('cancelAnimationFrame', (frame: ReturnType<typeof setTimeout>) => clearTimeout(frame));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** @param left frames that the rest takes */
function loop(left = 1) {
  const drawn: string[] = [];
  const made = createRenderLoop(
    () => drawn.push('first'),
    (anew) => {
      drawn.push(anew ? 'rest' : 'more');
      return (left -= 1) > 0;
    },
  );
  return { ...made, drawn };
}

describe('the page', () => {
  it('draws once a frame, however much changes', () => {
    const { request, drawn } = loop();
    for (let i = 0; i < 5; i++) request();
    vi.advanceTimersByTime(1000);
    expect(drawn).toEqual(['first', 'rest']);
  });

  it('goes on with the rest in the next frames, and begins anew where something changes meanwhile', () => {
    const { request, drawn } = loop(3);
    request();
    vi.advanceTimersByTime(FRAME);
    request();
    vi.advanceTimersByTime(1000);
    expect(drawn).toEqual(['first', 'rest', 'first', 'rest', 'first', 'more']);
  });

  it('answers a person at once, and draws the rest later', () => {
    const { now, drawn } = loop();
    now();
    expect(drawn).toEqual(['first']);
  });
});

describe('while a repetition is timed', () => {
  it('draws what is due first, and rests once that is painted', async () => {
    const { request, rest, drawn } = loop();
    request();
    const resting = rest().then(() => drawn.push('rests'));
    await vi.advanceTimersByTimeAsync(FRAME);
    // Drawn within the callback of a frame, which is laid out and painted after it.
    expect(drawn).toEqual(['first', 'rest']);
    await vi.advanceTimersByTimeAsync(FRAME + 1);
    await resting;
    expect(drawn).toEqual(['first', 'rest', 'rests']);
  });

  it('draws also what is asked for while it waits for that', async () => {
    const { request, rest, drawn } = loop();
    request();
    const resting = rest().then(() => drawn.push('rests'));
    await vi.advanceTimersByTimeAsync(FRAME);
    request();
    await vi.advanceTimersByTimeAsync(1000);
    await resting;
    expect(drawn).toEqual(['first', 'rest', 'first', 'rest', 'rests']);
  });

  it('draws nothing, however much changes and however long it takes, and draws it afterwards', async () => {
    const { request, rest, wake, drawn } = loop();
    await rest();
    request();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(drawn).toEqual([]);
    wake();
    await vi.advanceTimersByTimeAsync(FRAME);
    expect(drawn).toEqual(['first', 'rest']);
  });

  it('leaves other work for then too', async () => {
    const { rest, wake, whenAwake, answer, drawn } = loop();
    whenAwake(() => drawn.push('saved at once'));
    await rest();
    whenAwake(() => drawn.push('saved'));
    answer();
    await vi.advanceTimersByTimeAsync(5000);
    expect(drawn).toEqual(['saved at once', 'first', 'rest']);
    wake();
    await vi.advanceTimersByTimeAsync(FRAME);
    expect(drawn).toEqual(['saved at once', 'first', 'rest', 'first', 'more', 'saved']);
  });

  it('still answers a person, once, and draws nothing else for that', async () => {
    const { now, request, rest, drawn } = loop();
    await rest();
    now();
    expect(drawn).toEqual(['first']);
    await vi.advanceTimersByTimeAsync(FRAME);
    expect(drawn).toEqual(['first', 'first', 'rest']);
    request();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(drawn).toHaveLength(3);
  });

  it('does not rest late, where that was over before it was drawn', async () => {
    const { request, rest, wake, drawn } = loop();
    request();
    const resting = rest();
    wake();
    await vi.advanceTimersByTimeAsync(1000);
    await resting;
    request();
    await vi.advanceTimersByTimeAsync(FRAME);
    expect(drawn).toEqual(['first', 'rest', 'first', 'rest']);
  });

  it('draws what came between two repetitions, also where nothing was heard of the first', async () => {
    const { request, rest, drawn } = loop();
    await rest();
    request();
    const again = rest();
    await vi.advanceTimersByTimeAsync(1000);
    await again;
    expect(drawn).toEqual(['first', 'rest']);
    request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(drawn).toHaveLength(2);
  });
});
