/** Readings get the time of the run's clock; a tool that is slow, dies or says nothing is told of, and ends nothing. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../benchmark/clock';
import { seconds } from '../../foundation/units';
import type { Instrument } from '../../report/schema/power';
import type { Metering } from '../../worker/power-meter';
import { beginReading, TIMING, type Timing } from './meter';

const INSTRUMENT: Instrument = {
  ...{ name: 'a meter', reads: 'watts', boundary: 'gpu', intervalSeconds: 0.1, averagesOver: 0 },
  ...{ accuracy: { share: 0, watts: 0 }, notes: [] },
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('what is polled', () => {
  function machine(values: readonly (number | Error)[]) {
    let [now, next] = [5, 0];
    let look = (): void => undefined;
    const timing: Timing = {
      ...TIMING,
      every: (_, each) => {
        look = each;
        return () => (look = () => undefined);
      },
    };
    const read = (): number => {
      const value = values[next++] ?? 0;
      if (value instanceof Error) throw value;
      return value;
    };
    const tick = (by: number): void => {
      now += by;
      look();
    };
    const clock = { now: () => seconds(now) };
    return {
      tick,
      begin: () => beginReading({ instrument: INSTRUMENT, source: { kind: 'polled', read } }, clock, timing),
    };
  }

  it('is read from the first moment to the last, by the clock of the run', async () => {
    const { tick, begin } = machine([10, 20, 30, 40]);
    const meter = metering(await begin());
    tick(0.5);
    tick(0.25);
    expect(await meter.stop()).toEqual({
      readings: { at: [5, 5.5, 5.75, 5.75], values: [10, 20, 30, 40] },
      problem: null,
    });
  });

  it('keeps what it had read where it can no longer be read', async () => {
    const { tick, begin } = machine([10, new Error('ENODEV: it is gone'), 30]);
    const meter = metering(await begin());
    tick(1);
    tick(1);
    expect(await meter.stop()).toMatchObject({
      readings: { values: [10] },
      problem: expect.stringContaining('it is gone'),
    });
  });
});

describe('a tool', () => {
  const begin = async (script: string, patience = 5000) => {
    const tool = join(folder, 'tool');
    await writeFile(tool, `#!/bin/sh\n${script}\n`);
    await chmod(tool, 0o755);
    const parse = (line: string) => {
      const [value = '', late] = line.split(' ');
      return value === '' || Number.isNaN(Number(value))
        ? null
        : { value: Number(value), wall: late === undefined ? null : TIMING.wall() - Number(late) };
    };
    return beginReading({ instrument: INSTRUMENT, source: { kind: 'streamed', tool, args: [], parse } }, systemClock, {
      ...TIMING,
      patience,
    });
  };

  it('gives a reading for each of its lines, and is ended with the run', async () => {
    const from = systemClock.now();
    const meter = metering(await begin('echo header; while true; do echo 42; sleep 0.05; done'));
    await vi.waitUntil(async () => (await Promise.resolve(systemClock.now())) > from + 0.5);
    const { readings, problem } = await meter.stop();
    expect(problem).toBeNull();
    expect(readings.values.length).toBeGreaterThan(3);
    expect(new Set(readings.values)).toEqual(new Set([42]));
    expect(readings.at.every((at) => at >= from && at <= systemClock.now())).toBe(true);
  });

  it('that says when it read is believed, unless its clock is another one', async () => {
    const meter = metering(await begin('echo 1 500; sleep 0.2; echo 2 3600000; sleep 5'));
    await new Promise((resolve) => setTimeout(resolve, 400));
    const now = systemClock.now();
    const { readings } = await meter.stop();
    expect(now - (readings.at[0] ?? 0)).toBeGreaterThan(0.8);
    expect(now - (readings.at[1] ?? 0)).toBeLessThan(0.4);
  });

  it('that dies leaves what it had read, and why it died', async () => {
    const meter = metering(await begin('echo 7; sleep 0.1; echo "Unable to determine the device handle" >&2; exit 15'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await meter.stop()).toMatchObject({
      readings: { values: [7] },
      problem: expect.stringMatching(/exit code 15: Unable to determine/),
    });
  });

  it.each([
    ['sleep 30', 'gave no reading within 0.3 s'],
    ['echo nothing; exit 3', 'exit code 3'],
  ])('that gives nothing is refused: %s', async (script, reason) => {
    expect(await begin(script, 300)).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  it('that is not there is refused', async () => {
    const source = { kind: 'streamed', tool: join(folder, 'none'), args: [], parse: () => null } as const;
    expect(await beginReading({ instrument: INSTRUMENT, source }, systemClock)).toMatchObject({
      reason: expect.stringContaining('ENOENT'),
    });
  });
});

function metering(begun: Awaited<ReturnType<typeof beginReading>>): Metering {
  if ('reason' in begun) throw new Error(begun.reason);
  return begun;
}
