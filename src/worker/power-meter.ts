/** How a run has power read while it times: what a place gives it, and what becomes of that in the result. Not an instrument (cli/power/). */
import type { Clock } from '../benchmark/clock';
import type { Seconds } from '../foundation/units';
import type { AdapterDescription, Warning } from '../report/schema';
import type { Instrument, Power, Readings } from '../report/schema/power';

export interface PowerMeter {
  /** Resolves once the instrument gives readings, or with why there is none. Their times are by `clock`. */
  start(adapter: AdapterDescription, clock: Clock): Promise<Metering | NotMetered>;
}

export interface Metering {
  readonly instrument: Instrument;
  stop(): Promise<Metered>;
}

export interface Metered {
  readonly readings: Readings;
  /** Why they end before the run, a sentence; null where they do not. */
  readonly problem: string | null;
}

export interface NotMetered {
  /** A sentence. */
  readonly reason: string;
  /** What to do, a sentence or two. */
  readonly remedy: string;
}

/** The meter of one run. */
export interface RunMeter {
  /** Why nothing is read; null where something is, or nobody asked for it. */
  readonly warning: Warning | null;
  /** @param began when the run did, by the clock of the readings */
  end(began: Seconds): Promise<{ readonly power: Power | null; readonly warning: Warning | null }>;
}

/** Null: nobody asked for it. */
export async function startMeter(
  asked: boolean,
  meter: PowerMeter | undefined,
  adapter: AdapterDescription,
  clock: Clock,
): Promise<RunMeter | null> {
  if (!asked) return null;
  const started = meter === undefined ? NO_METER : await meter.start(adapter, clock);
  if ('reason' in started) {
    const warning = warningOf(`${NOT_MEASURED} ${started.reason} ${started.remedy}`);
    return { warning, end: () => Promise.resolve({ power: null, warning: null }) };
  }
  return {
    warning: null,
    end: async (began) => {
      const { readings, problem } = await started.stop();
      const warning = problem === null ? null : warningOf(`${problem} What ran later has no measured power.`);
      return { power: { instrument: started.instrument, readings: sinceBegin(readings, began) }, warning };
    },
  };
}

const NOT_MEASURED = 'The power of this run was not measured.';
const NO_METER: NotMetered = {
  reason: 'Nothing here can read it.',
  remedy: 'Run the command (tokamark run --power auto) on the machine itself.',
};

const warningOf = (message: string): Warning => ({ code: 'power', message });

function sinceBegin({ at, values }: Readings, began: Seconds): Readings {
  const first = at.findIndex((one) => one >= began);
  const from = first < 0 ? at.length : first;
  return { at: at.slice(from).map((one) => one - began), values: values.slice(from) };
}
