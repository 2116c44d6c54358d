/** What a gate is: rules as data, and a pure function of the facts of a submission that says which of them are met. */
import type { Stamp } from '../challenge/chain';
import type { Preset } from '../../../../src/hardware/catalogue';
import type { Result } from '../../../../src/report/schema';
import type { Submission } from '../contract/submission';

/**
 * What a rule does to the run that meets it, the gravest first. `reject`: not stored. `fail`: it counts in the support matrix alone.
 * `quarantine`: its owner sees it as it would be, and nobody else. `practice`: shown to its owner, never ranked. `pending`: ranked once
 * the operator has looked at it: named its GPU, entered what that can do, or seen what its proof differs by.
 */
export const VERDICTS = ['reject', 'fail', 'quarantine', 'practice', 'pending'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Rule {
  readonly verdict: Verdict;
  /** To its owner, a sentence. Of a quarantine to the operator alone. */
  readonly says: string;
  readonly remedy: string;
}

export interface Finding<Code extends string = string> {
  readonly code: Code;
  /** The test or field concerned; empty where the rule says it all. */
  readonly where: string;
  /** What was found, in figures. For the operator, and for the owner where the run is rejected. */
  readonly found: string;
}

export interface Gate<Code extends string = string, Known = Facts> {
  readonly rules: Readonly<Record<Code, Rule>>;
  readonly find: (facts: Known) => readonly Finding<Code>[];
}

/** Which GPU the run is of, as far as the board knows. */
export interface GpuOfRun {
  /** As it is kept until somebody names it. */
  readonly raw: string;
  /** Null: the catalogue has none that it must be. */
  readonly preset: Preset | null;
  /** What the adapter says that the named GPU is not; null where nothing speaks against it. */
  readonly contradiction: string | null;
  /** By what the adapter says, or by its name. */
  readonly isSoftware: boolean;
}

/** `untested`: that takes a while, and is done once the run is stored. */
export type ProofVerdict = 'agrees' | 'differs' | 'untested';

/** All that a gate may know. */
export interface Facts {
  readonly submission: Submission;
  readonly result: Result;
  /** Of the challenge's nonce, by the server's clock. */
  readonly stamps: readonly Stamp[];
  /** Milliseconds. */
  readonly receivedAt: number;
  /** Of its suite, by then. */
  readonly isWithdrawn: boolean;
  readonly gpu: GpuOfRun;
  readonly proof: ProofVerdict;
  /** Of this run's own sample digests, those that another run has too (samples.ts). */
  readonly copied: ReadonlySet<string>;
  /** Ids of the workloads that are ranked where it is judged. */
  readonly ranked: ReadonlySet<string>;
}

/** What is known of a document by itself, where no server stood beside its run or that is long over. */
export type OwnFacts = Pick<Facts, 'result' | 'gpu' | 'copied' | 'ranked'>;

/** Lets the compiler hold the codes of `find` to those of `rules`. */
export const gateOf = <Code extends string>(gate: Gate<Code>): Gate<Code> => gate;

/** One that goes by the document alone. */
export const ownGateOf = <Code extends string>(gate: Gate<Code, OwnFacts>): Gate<Code, OwnFacts> => gate;

export const finding = <Code extends string>(code: Code, where = '', found = ''): Finding<Code> => ({
  ...{ code, where, found },
});

export const when = <Code extends string>(is: boolean, code: Code, where = '', found = ''): readonly Finding<Code>[] =>
  is ? [finding(code, where, found)] : [];

/** What a signed share or ratio reads like. */
export const times = (ratio: number): string => `${Number(ratio.toPrecision(3))} times`;
