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
  it('draws what is due first, and says so', async () => {
    const { request, rest, drawn } = loop();
    request();
    const resting = rest().then(() => drawn.push('rests'));
    await vi.advanceTimersByTimeAsync(FRAME);
    await resting;
    expect(drawn).toEqual(['first', 'rest', 'rests']);
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
    const { rest, wake, whenAwake, drawn } = loop();
    whenAwake(() => drawn.push('saved at once'));
    await rest();
    whenAwake(() => drawn.push('saved'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(drawn).toEqual(['saved at once']);
    wake();
    await vi.advanceTimersByTimeAsync(FRAME);
    expect(drawn).toEqual(['saved at once', 'first', 'rest', 'saved']);
  });

  it('still answers a person, who has stopped the measuring with that', async () => {
    const { now, rest, drawn } = loop();
    await rest();
    now();
    expect(drawn).toEqual(['first']);
  });

  it('draws what came between two repetitions, also where nothing was heard of the first', async () => {
    const { request, rest, drawn } = loop();
    await rest();
    request();
    const again = rest();
    await vi.advanceTimersByTimeAsync(FRAME);
    await again;
    expect(drawn).toEqual(['first', 'rest']);
    request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(drawn).toHaveLength(2);
  });
});
