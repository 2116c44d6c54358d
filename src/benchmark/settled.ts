/**
 * What a request came down to on a device within its budget, kept so that its next runs there measure the same and compare. A store that
 * fails costs the memory, and never the run.
 */
import { z } from 'zod';
import type { AdapterProbe } from '../device/probe';
import type { TuningStore } from '../tuning/store';
import type { Rung } from './ladder';
import { SUITE } from './suite/suite';
import { testName } from './workload';

/** Of one device and browser. */
export interface SettledMemory {
  /** By what was asked for; null where nothing is known. */
  readonly read: (asked: string) => Promise<string | null>;
  readonly write: (asked: string, rung: string) => Promise<void>;
}

/** As text, equal for equal rungs of one request. */
export const rungId = ({ shape, repetitions, shortest, tests }: Rung): string =>
  JSON.stringify([shape, repetitions, shortest, tests.map(testName)]);

const kept = z.record(z.string(), z.string().max(4000));

/** More requests than this are not kept: the newest take their place. */
const MOST = 50;

/** @param browser its name, or the runtime's: another version of it is to be compared with */
export function settledIn(store: TuningStore, granted: AdapterProbe, browser: string): SettledMemory {
  const { vendor, architecture, device, description, software, powerPreference } = granted;
  const adapter = { vendor, architecture, device, description, software, powerPreference };
  const key = JSON.stringify(['tokamark-settled/1', SUITE, adapter, browser]);
  const all = async (): Promise<Readonly<Record<string, string>>> => {
    try {
      return kept.catch({}).parse(await store.read(key));
    } catch {
      return {};
    }
  };
  return {
    read: async (asked) => (await all())[asked] ?? null,
    write: async (asked, rung) => {
      const others = Object.entries(await all()).filter(([request]) => request !== asked);
      const entries = [...others, [asked, rung] as const].slice(-MOST);
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
