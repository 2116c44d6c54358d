/** What a request comes down to run after run, on devices whose look says one thing and whose run another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { storeInMemory } from '../tuning/store';
import type { Rung } from './ladder';
import { settle } from './settle';
import { rungId, settledIn, type SettledMemory } from './settled';
import { testsAt } from './suite/suite';

const PROBE = {
  ...{ vendor: 'acme', architecture: '', device: 'R-2', description: '' },
  ...{ software: false, powerPreference: 'high-performance' as const },
};

/** Each takes twice as long as the next. */
const RUNGS = ['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M', 'stories42M', 'stories15M', 'Fable'].map(
  (shape): Rung => ({ shape, repetitions: 10, shortest: seconds(0.2), tests: testsAt(64, 16, [0]) }),
);
const SMALLEST = RUNGS.length - 1;

/** @param look what the smallest takes, by a look, of the time that there is */
function found(look: number) {
  const share = (rung: Rung): number => look * 2 ** (SMALLEST - RUNGS.indexOf(rung));
  return { rungs: RUNGS, share, planned: RUNGS.find((rung) => share(rung) <= 1) ?? RUNGS[SMALLEST] ?? expect.fail() };
}

const memoryOf = (): SettledMemory => settledIn(storeInMemory(), PROBE, 'a browser', seconds(60));

/** A run: settles by a look, and keeps what it used where it comes to its end. */
async function run(memory: SettledMemory, look: number, used: number | null): Promise<string> {
  const { rung, as } = await settle(memory, 'quick', found(look));
  if (as !== null && used !== null) await memory.write(as.asked, { rung: as.rung, used });
  return rung.shape;
}

describe('what a request came down to', () => {
  it('is kept however looks differ, once a run came to its end at it in time', async () => {
    const memory = memoryOf();
    const first = await run(memory, 0.2, 0.9);
    for (const look of [0.1, 0.4, 1, 0.05, 0.3]) expect(await run(memory, look, 0.9)).toBe(first);
  });

  it('is what it was after any looks between a sixth and six times the first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double({ min: 0.03, max: 1, noNaN: true }), { maxLength: 8 }), async (looks) => {
        const memory = memoryOf();
        const first = await run(memory, 0.2, 0.8);
        for (const look of looks) expect(await run(memory, look, 0.8)).toBe(first);
      }),
    );
  });

  it('shrinks after a run that took longer than it had, by a rung at least', async () => {
    const memory = memoryOf();
    expect(await run(memory, 0.2, 1.1)).toBe('stories42M');
    expect(await run(memory, 0.1, 0.8)).toBe('stories15M');
    expect(await run(memory, 0.1, 0.8)).toBe('stories15M');
  });

  it('grows after a run that left much of its time, to what should fill it', async () => {
    const memory = memoryOf();
    expect(await run(memory, 0.9, 0.2)).toBe('Fable');
    expect(await run(memory, 0.9, 0.8)).toBe('stories42M');
    expect(await run(memory, 0.9, 0.8)).toBe('stories42M');
  });

  it('is left for one run alone where the machine is busy now', async () => {
    const memory = memoryOf();
    expect(await run(memory, 0.2, 0.9)).toBe('stories42M');
    expect(await run(memory, 5, 0.9)).toBe('Fable');
    expect(await run(memory, 0.2, 0.9)).toBe('stories42M');
  });

  it('is planned anew after a run that did not come to its end, where the look says so', async () => {
    const memory = memoryOf();
    expect(await run(memory, 0.9, null)).toBe('Fable');
    expect(await run(memory, 0.1, null)).toBe('SmolLM2-135M');
  });
});

describe('what is kept', () => {
  it('is of one budget', async () => {
    const store = storeInMemory();
    await settledIn(store, PROBE, 'a browser', seconds(60)).write('quick', { rung: 'r', used: 0.5 });
    expect(await settledIn(store, PROBE, 'a browser', seconds(60)).read('quick')).toEqual({ rung: 'r', used: 0.5 });
    expect(await settledIn(store, PROBE, 'a browser', seconds(120)).read('quick')).toBeNull();
    expect(await settledIn(store, PROBE, 'another browser', seconds(60)).read('quick')).toBeNull();
  });

  it('is nothing where it is damaged', async () => {
    const damaged = { ...storeInMemory(), read: () => Promise.resolve({ quick: { rung: 7, used: 'much' } }) };
    expect(await settledIn(damaged, PROBE, 'a browser', seconds(60)).read('quick')).toBeNull();
  });

  it('names rungs alike that are alike', () => {
    expect(new Set(RUNGS.map(rungId)).size).toBe(RUNGS.length);
  });
});
