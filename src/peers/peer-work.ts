/** What another engine is asked in its worker, and what it answers: plain data, the same for all of them. Not who asks (contestant.ts). */
import { z } from 'zod';
import type { Seconds } from '../foundation/units';
import type { ModelFiles } from '../model/files/folder';
import type { Phase } from '../benchmark/workload';
import type { PeerId } from './peer-id';

/** What every peer makes of the weights, which are FP16: as they are, or rounded to its own four bits. */
export const PEER_FORMATS = ['fp16', 'int4'] as const;
/** `int8` of those that have eight bits, where ours runs in eight. */
export type PeerFormat = (typeof PEER_FORMATS)[number] | 'int8';

/** What of the device decides where a peer computes. */
export interface PeerDevice {
  /** Whether it computes in f16. */
  readonly f16: boolean;
  /** How long a wait takes that could be answered at once; null where it is. */
  readonly slowAnswer: Seconds | null;
}

export interface PeerLoad {
  readonly peer: PeerId;
  readonly format: PeerFormat;
  /** What it computes in, and what its FP16 weights are held as: f32 where the device has no f16. */
  readonly float: 'f16' | 'f32';
  readonly slowAnswer: PeerDevice['slowAnswer'];
  readonly powerPreference: 'high-performance' | 'low-power';
  readonly model: ModelFiles;
  /** The folder of the page, where its other files are. */
  readonly base: string;
  /** Positions of its cache. */
  readonly capacity: number;
}

export interface PeerPass {
  readonly phase: Phase;
  /** What stands in the cache before anything counts. */
  readonly context: readonly number[];
  /** What is read after it: the whole prompt of prefill, the first token of decode. */
  readonly read: readonly number[];
  /** Of decode, how many tokens are written; 1 of prefill. */
  readonly tokens: number;
}

export interface PeerPassed {
  readonly taken: Seconds;
  /** On the worker's clock, when each token was known to it. */
  readonly times: readonly Seconds[];
  readonly tokens: readonly number[];
}

/** What arrives of it, whoever computed it. */
export const passedSchema = z.object({
  taken: z.number().nonnegative(),
  times: z.array(z.number().nonnegative()),
  tokens: z.array(z.int().nonnegative()),
});

/** After each token of a text, (tokens, vocabSize) row-major. */
export interface PeerLogits {
  readonly vocabSize: number;
  readonly logits: Float32Array;
}

export const logitsSchema = z.object({ vocabSize: z.int().positive(), logits: z.instanceof(Float32Array) }).nullable();

export const loadedSchema = z.object({ weightBytes: z.int().positive() });

export interface PeerWork {
  /** Once. @returns the bytes of the file that it loads its weights from */
  readonly load: (request: PeerLoad) => Promise<{ readonly weightBytes: number }>;
  readonly pass: (pass: PeerPass) => Promise<PeerPassed>;
  /** Reads `tokens` from nothing, whatever it would have written; null of an engine that gives no logits. */
  readonly logits: (tokens: readonly number[]) => Promise<PeerLogits | null>;
}

/** An engine in its worker: `load` makes one that runs passes. */
export type OpenPeer = (request: PeerLoad) => Promise<OpenedPeer>;

/** `logits` is left out of an engine that gives none. */
export interface OpenedPeer extends Pick<PeerWork, 'pass'>, Partial<Pick<PeerWork, 'logits'>> {
  readonly weightBytes: number;
}
