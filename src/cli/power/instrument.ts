/** What an instrument of this machine is to the meter, and what it needs of the machine. Not what it measures (meter.ts). */
import type { Instrument } from '../../report/schema/power';
import type { NotMetered } from '../../worker/power-meter';

/** Read again and again, in the unit of its instrument. */
export interface Polled {
  readonly kind: 'polled';
  /** @throws what the system says where it cannot be read */
  readonly read: () => number;
}

/** A tool that writes readings as lines until it is ended. */
export interface Streamed {
  readonly kind: 'streamed';
  readonly tool: string;
  readonly args: readonly string[];
  /** Null of a line that is no reading. */
  readonly parse: (line: string) => StreamedReading | null;
}

export interface StreamedReading {
  readonly value: number;
  /** Milliseconds since 1970, as the tool says it; null: it came with its line. */
  readonly wall: number | null;
}

export interface FoundInstrument {
  readonly instrument: Instrument;
  readonly source: Polled | Streamed;
}

export type Found = FoundInstrument | NotMetered;

/** Of the machine; tests have folders and tools of their own. */
export interface PowerSystem {
  readonly platform: NodeJS.Platform;
  /** In the place of `/sys`. */
  readonly sys: string;
  /** The executable of a tool. */
  readonly tool: (name: string) => string;
  readonly isRoot: boolean;
}

export const isFound = (found: Found): found is FoundInstrument => 'source' in found;

/** Where none of its maker is known: a judgement. */
export const JUDGED = { share: 0.1, watts: 0 };
