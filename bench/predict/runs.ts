/**
 * What a comparison of predictions runs: a base of three models, and shapes that it does not have. All of it was set before anything was
 * predicted of it. Runs nothing itself.
 */
import { PROFILES } from '../../src/benchmark/suite/suite';
import type { Test } from '../../src/benchmark/workload';
import { settingsOfProfile } from '../../src/options/settings';
import type { RunRequest } from '../../src/worker/protocol';

/** Runs a request where the adapter is. */
export interface Place {
  /** As the head of the table has it. */
  readonly name: string;
  readonly run: (request: RunRequest) => Promise<string>;
  readonly close: () => Promise<void>;
}

const FORMATS = ['fp16', 'int8', 'int4'] as const;
const PROMPT: Test = { phase: 'prefill', depth: 0, tokens: 64, batch: 1 };
const decode = (batch: number): Test => ({ phase: 'decode', depth: 0, tokens: 16, batch, delivery: 'streamed' });

/** Of 42, 15 and 5 million parameters: stories42M, and the two below it. */
const BASE = 'stories42M';

/** Of 22 to 53 million: wide and narrow, few layers and many, with shared key/value heads and without. */
const OTHERS = [
  'hidden448 layers7 heads7/7x64 ffn1216 vocab12288',
  'hidden256 layers14 heads4/2x64 ffn1024 vocab32768',
  'hidden576 layers5 heads9/3x64 ffn1536 vocab24576',
  'hidden704 layers8 heads11/11x64 ffn1856 vocab8192',
] as const;

const REQUEST: RunRequest = {
  ...settingsOfProfile(PROFILES.quick),
  ...{ powerPreference: 'high-performance', model: null, story: null, fidelityFiles: null, receipt: null },
  ...{ formats: FORMATS, budgetSeconds: null, repetitions: 7, fidelity: null, sustained: null, waterfalls: false },
};

/** One sequence and four. Run twice: the tuner goes on where its time ended, and the second run counts. */
export const baseRequest: RunRequest = {
  ...REQUEST,
  ...{ shape: BASE, tests: [PROMPT, decode(1), decode(4)], line: FORMATS, roofs: true },
};

/** One sequence, and two, of which the base has none. */
export const otherRequests: readonly RunRequest[] = OTHERS.map((shape) => ({
  ...REQUEST,
  ...{ shape, tests: [PROMPT, decode(1), decode(2)], line: [], roofs: false },
}));
