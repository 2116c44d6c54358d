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
  readonly run: (request: RunRequest) => Promise<string>;
  readonly close: () => Promise<void>;
}

const FORMATS = ['fp16', 'int8', 'int4'] as const;

interface Set {
  /** Two smaller models of the suite's ladder are measured beside it. */
  readonly base: string;
  /** Wide and narrow, few layers and many, with shared key/value heads and without. */
  readonly others: readonly string[];
  readonly promptTokens: number;
  readonly decodeTokens: number;
  readonly repetitions: number;
}

/** Base: 42, 15 and 5 million parameters. Others: 24 to 41 million. */
const USUAL: Set = {
  base: 'stories42M',
  others: [
    'hidden416 layers9 heads8/4x48 ffn1120 vocab16384',
    'hidden320 layers12 heads5/5x64 ffn960 vocab28672',
    'hidden544 layers6 heads8/2x64 ffn1664 vocab20480',
    'hidden640 layers7 heads10/10x64 ffn1600 vocab12288',
  ],
  ...{ promptTokens: 64, decodeTokens: 16, repetitions: 7 },
};

/** Where the usual ones would take half an hour. Base: 15, 5 and 0.9 million parameters. Others: 7 to 12 million. */
const SMALL: Set = {
  base: 'stories15M',
  others: [
    'hidden224 layers6 heads4/2x64 ffn768 vocab16384',
    'hidden288 layers5 heads5/5x64 ffn640 vocab24576',
    'hidden192 layers10 heads3/3x64 ffn512 vocab20480',
    'hidden320 layers4 heads5/1x64 ffn896 vocab8192',
  ],
  ...{ promptTokens: 32, decodeTokens: 8, repetitions: 5 },
};

export const SETS = { usual: USUAL, small: SMALL } as const;

const decode = (batch: number, tokens: number): Test => ({
  ...{ phase: 'decode', depth: 0, tokens, batch, delivery: 'streamed' },
});

const REQUEST: RunRequest = {
  ...settingsOfProfile(PROFILES.quick),
  ...{ powerPreference: 'high-performance', model: null, story: null, fidelityFiles: null, receipt: null },
  ...{ formats: FORMATS, budgetSeconds: null, fidelity: null, sustained: null, waterfalls: false },
};

/** One sequence and four. Run twice: the tuner goes on where its time ended, and the second run counts. */
export function baseRequest({ base, promptTokens, decodeTokens, repetitions }: Set): RunRequest {
  const prompt: Test = { phase: 'prefill', depth: 0, tokens: promptTokens, batch: 1 };
  const tests = [prompt, decode(1, decodeTokens), decode(4, decodeTokens)];
  return { ...REQUEST, shape: base, tests, repetitions, line: FORMATS, roofs: true };
}

/** One sequence, and two, of which the base has none. */
export function otherRequests({ others, promptTokens, decodeTokens, repetitions }: Set): readonly RunRequest[] {
  const prompt: Test = { phase: 'prefill', depth: 0, tokens: promptTokens, batch: 1 };
  const tests = [prompt, decode(1, decodeTokens), decode(2, decodeTokens)];
  return others.map((shape) => ({ ...REQUEST, shape, tests, repetitions, line: [], roofs: false }));
}
