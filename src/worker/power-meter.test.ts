/** What a run does with a meter: it goes on without one and says why, and its readings count from the run's begin. */
import { expect, it } from 'vitest';
import { result } from '../../test/fixtures/result';
import { seconds } from '../foundation/units';
import type { Instrument } from '../report/schema/power';
import { startMeter, type PowerMeter } from './power-meter';

const { adapter } = result();
const clock = { now: () => seconds(0) };

const INSTRUMENT: Instrument = {
  ...{ name: 'a meter', reads: 'joules', boundary: 'cpu', intervalSeconds: 0.1, averagesOver: 0 },
  ...{ accuracy: { share: 0.1, watts: 0 }, notes: [] },
};

const giving = (problem: string | null): PowerMeter => ({
  start: () =>
    Promise.resolve({
      instrument: INSTRUMENT,
      stop: () => Promise.resolve({ readings: { at: [9, 10, 11.5], values: [0, 5, 12] }, problem }),
    }),
});

it('nobody who did not ask for it has a meter started', async () => {
  const never: PowerMeter = { start: () => Promise.reject(new Error('started')) };
  expect(await startMeter(false, never, adapter, clock)).toBeNull();
});

it('readings are told from the begin of the run on', async () => {
  const meter = await startMeter(true, giving(null), adapter, clock);
  expect(meter?.warning).toBeNull();
  expect(await meter?.end(seconds(10))).toEqual({
    power: { instrument: INSTRUMENT, readings: { at: [0, 1.5], values: [5, 12] } },
    warning: null,
  });
});

it('what ends before the run keeps its readings, and a warning says so', async () => {
  const meter = await startMeter(true, giving('The meter ended (exit code 1).'), adapter, clock);
  expect(await meter?.end(seconds(0))).toMatchObject({
    power: { readings: { values: [0, 5, 12] } },
    warning: { code: 'power', message: expect.stringContaining('exit code 1') },
  });
});

it('a run without an instrument says why and what to do, and has no power', async () => {
  const none: PowerMeter = { start: () => Promise.resolve({ reason: 'It is locked.', remedy: 'Unlock it.' }) };
  for (const [meter, text] of [
    [none, 'The power of this run was not measured. It is locked. Unlock it.'],
    [undefined, 'tokamark run --power auto'],
  ] as const) {
    const started = await startMeter(true, meter, adapter, clock);
    expect(started?.warning).toMatchObject({ code: 'power', message: expect.stringContaining(text) });
    expect(await started?.end(seconds(0))).toEqual({ power: null, warning: null });
  }
});
