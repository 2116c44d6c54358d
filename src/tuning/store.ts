/** Where a tuner's memory is kept between runs, and under which name. */
import type { AdapterProbe } from '../device/probe';

/** Keeps any JSON value by name. What it gives back is outside input: a disk or another program may have changed it. */
export interface TuningStore {
  /** Undefined where nothing is kept under `key`. May throw. */
  readonly read: (key: string) => Promise<unknown>;
  /** Null forgets it. May throw. */
  readonly write: (key: string, value: unknown) => Promise<void>;
}

/** Lasts as long as the process or tab. */
export function storeInMemory(entries = new Map<string, unknown>()): TuningStore {
  return {
    read: (key) => Promise.resolve(entries.get(key)),
    write: (key, value) => {
      // As text, so that it is a copy and nothing but JSON, as in the other stores.
      if (value === null) entries.delete(key);
      else entries.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
}

export interface Runtime {
  readonly name: string;
  readonly version: string;
  /** Only under Node. */
  readonly dawn: string | null;
}

/**
 * Readable, and another for everything that may make another variant the fastest, or a wrong one right: adapter with its driver
 * where it names one, browser or runtime, what the device was granted, and the kernels' text.
 */
export function tuningKey(granted: AdapterProbe, runtime: Runtime, shaderHash: string): string {
  const { vendor, architecture, device, description, software, powerPreference, features, limits, ...others } = granted;
  return JSON.stringify([
    'tokamark-tuning/2',
    // Two adapters of a machine may go by one name: a browser that tells none has them apart by what was asked for.
    { vendor, architecture, device, description, software, powerPreference },
    { name: runtime.name, version: runtime.version, dawn: runtime.dawn },
    // All that is left, whatever a probe may find in time to come.
    { features: [...features].sort(), limits: Object.entries(limits).sort(), others: Object.entries(others).sort() },
    shaderHash,
  ]);
}
