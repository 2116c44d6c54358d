/** Reads an instrument while a run goes on: again and again, or line by line, each reading with its time on the run's clock. */
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../benchmark/clock';
import type { Instrument } from '../../report/schema/power';
import type { Metering, NotMetered } from '../../worker/power-meter';
import type { Found, Polled, Streamed, StreamedReading } from './instrument';
import { isFound } from './instrument';
import { stream } from './tool';

/** Time and what waits for it; tests have their own. */
export interface Timing {
  /** Milliseconds since 1970, by the clock of the tools. */
  readonly wall: () => number;
  /** Calls again and again, until the returned function is called. */
  readonly every: (milliseconds: number, look: () => void) => () => void;
  /** How long the first reading of a tool is waited for, milliseconds. */
  readonly patience: number;
}

export const TIMING: Timing = {
  wall: () => performance.timeOrigin + performance.now(),
  every: (milliseconds, look) => {
    const timer = setInterval(look, milliseconds);
    return () => clearInterval(timer);
  },
  patience: 10_000,
};

/** Begins to read what was found. */
export function beginReading(found: Found, clock: Clock, timing: Timing = TIMING): Promise<Metering | NotMetered> {
  if (!isFound(found)) return Promise.resolve(found);
  const { instrument, source } = found;
  return source.kind === 'polled'
    ? Promise.resolve(poll(instrument, source, clock, timing))
    : listen(instrument, source, clock, timing);
}

/** In the order of their times. */
class Readings {
  readonly at: number[] = [];
  readonly values: number[] = [];
  problem: string | null = null;

  add(at: number, value: number): void {
    // A reading that comes after a later one, by a clock that was set back, is of no use.
    if (at < (this.at.at(-1) ?? -Infinity)) return;
    this.at.push(at);
    this.values.push(value);
  }

  get metered() {
    const { at, values, problem } = this;
    return { readings: { at, values }, problem };
  }
}

/** A counter that cannot be read any more has ended. */
function poll(instrument: Instrument, { read }: Polled, clock: Clock, { every }: Timing): Metering {
  const readings = new Readings();
  const look = (): void => {
    if (readings.problem !== null) return;
    try {
      const before = clock.now();
      const value = read();
      readings.add((before + clock.now()) / 2, value);
    } catch (thrown) {
      readings.problem = `${instrument.name} can no longer be read (${thrown instanceof Error ? thrown.message : String(thrown)}).`;
    }
  };
  look();
  const end = every(instrument.intervalSeconds * 1000, look);
  return {
    instrument,
    stop: () => {
      look();
      end();
      return Promise.resolve(readings.metered);
    },
  };
}

function listen(
  instrument: Instrument,
  { tool, args, parse }: Streamed,
  clock: Clock,
  { wall, patience }: Timing,
): Promise<Metering | NotMetered> {
  const readings = new Readings();
  return new Promise((resolve) => {
    const onLine = (line: string): void => {
      const said = parse(line);
      if (said === null) return;
      readings.add(clock.now() - behind(said, wall()), said.value);
      clearTimeout(late);
      resolve({ instrument, stop });
    };
    const onEnd = (why: string): void => {
      readings.problem = `${instrument.name} ended while the run went on (${why}).`;
      clearTimeout(late);
      resolve({
        reason: `${instrument.name} gave no reading (${why}).`,
        remedy: 'Run the tool by itself to see what is wrong.',
      });
    };
    const tap = stream(tool, args, { onLine, onEnd });
    const stop = async () => {
      await tap.stop();
      return readings.metered;
    };
    const late = setTimeout(() => {
      void tap.stop();
      resolve({
        reason: `${instrument.name} gave no reading within ${patience / 1000} s.`,
        remedy: 'Run the tool by itself, and then this command again.',
      });
    }, patience);
  });
}

/** More is another time zone, or a clock that was set. */
const MOST_BEHIND = 2;

/** Seconds from what a tool read to when its line came; 0 where it does not say. */
function behind({ wall: read }: StreamedReading, now: number): number {
  const late = read === null ? 0 : (now - read) / 1000;
  return late > 0 && late < MOST_BEHIND ? late : 0;
}
