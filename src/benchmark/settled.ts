/**
 * What a request came down to on a device within its budget, kept so that its next runs there measure the same and compare. A store that
 * fails costs the memory, and never the run.
 */
import { z } from 'zod';
import type { AdapterProbe } from '../device/probe';
import type { Seconds } from '../foundation/units';
import type { TuningStore } from '../tuning/store';
import type { Rung } from './ladder';
import { SUITE } from './suite/suite';
import { testName } from './workload';

export interface Settled {
  /** Its id. */
  readonly rung: string;
  /** Of the budget, by the last run at it that came to its end; null where none did. */
  readonly used: number | null;
}

/** Of one device, browser and budget. */
export interface SettledMemory {
  /** By what was asked for; null where nothing is known. */
  readonly read: (asked: string) => Promise<Settled | null>;
  readonly write: (asked: string, settled: Settled) => Promise<void>;
}

/** As text, equal for equal rungs of one request. */
export const rungId = ({ shape, repetitions, shortest, tests }: Rung): string =>
  JSON.stringify([shape, repetitions, shortest, tests.map(testName)]);

const kept = z.record(z.string(), z.object({ rung: z.string().max(4000), used: z.number().nonnegative().nullable() }));

/** More requests than this are not kept: the newest take their place. */
const MOST = 50;

type Names = Pick<AdapterProbe, 'vendor' | 'architecture' | 'device' | 'description' | 'software' | 'powerPreference'>;

/**
 * @param browser its name, or the runtime's: another version of it is to be compared with
 * @param budget as it was asked for: what is left of it when a run plans is another one in each run
 */
export function settledIn(store: TuningStore, granted: Names, browser: string, budget: Seconds | null): SettledMemory {
  const { vendor, architecture, device, description, software, powerPreference } = granted;
  const adapter = { vendor, architecture, device, description, software, powerPreference };
  const key = JSON.stringify(['tokamark-settled/2', SUITE, adapter, browser, budget]);
  const all = async (): Promise<Readonly<Record<string, Settled>>> => {
    try {
      return kept.catch({}).parse(await store.read(key));
    } catch {
      return {};
    }
  };
  return {
    read: async (asked) => (await all())[asked] ?? null,
    write: async (asked, settled) => {
      const others = Object.entries(await all()).filter(([request]) => request !== asked);
      const entries = [...others, [asked, settled] as const].slice(-MOST);
      try {
        await store.write(key, Object.fromEntries(entries));
      } catch {
        // The next run plans anew, as this one did.
      }
    },
  };
}

/** Nothing is known, and nothing is kept. */
export const UNSETTLED: SettledMemory = { read: () => Promise.resolve(null), write: () => Promise.resolve() };
