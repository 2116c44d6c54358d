/** What a kernel is: a folder under shaders/ exports one, which define.ts makes. */
import type { Bytes, Flops } from '../foundation/units';
import type { GpuContext } from '../device/context';

/**
 * What one dispatch does at least: the floating-point work and the bytes that have to move once. Of one row, where the shape does not
 * say how many there are.
 */
export interface Cost {
  readonly flops: Flops;
  readonly bytes: Bytes;
}

export interface CheckResult {
  /** Largest |got − expected| over the size of the numbers that went into the sum; Infinity for a non-finite output. */
  readonly largestError: number;
  /** The check passed where `largestError` is at most this. */
  readonly tolerance: number;
  /** How many outputs were compared; sampled where the output is large. */
  readonly compared: number;
  /** The output with the largest error: where, got and expected. Empty where none has an error. */
  readonly worst: string;
}

/** A kernel at one shape: what a model dispatches, and what is checked before it is timed. */
export interface KernelUse {
  readonly kernel: string;
  /** Readable id of the shape, the same for the same shape: `gemv int4 1536x576`. */
  readonly id: string;
  readonly cost: Cost;
  /** Runs the kernel on this device on random data with outliers and holds its output against the float64 reference. */
  readonly check: (context: GpuContext) => Promise<CheckResult>;
}

export interface Kernel<Shape> {
  readonly name: string;
  readonly use: (shape: Shape) => KernelUse;
  readonly programs: (device: Granted, shape: Shape) => readonly Program[];
  /** Of all cases, variants and texts on all of `devices`; those that several lead to, once. */
  readonly hashed: (...devices: readonly Granted[]) => readonly Program[];
  readonly cases: readonly KernelUse[];
  readonly variantCases: (device: Granted) => readonly KernelUse[];
}

/** What a device was granted: all that a choice of variants may depend on. */
export type Granted = Pick<GpuContext, 'granted'>;

/** The same device as each kind of adapter that variants are made for. */
export const asEveryKind = ({ granted }: Granted): readonly Granted[] =>
  [true, false].map((software) => ({ granted: { ...granted, software } }));

export type Workgroups = readonly [x: number, y: number, z: number];

/** The entry point of every kernel's text. */
export const ENTRY_POINT = 'main';

/** What is compiled for a dispatch and how it is dispatched: all of it but the buffers. */
export interface Program {
  /** WGSL with every placeholder filled. */
  readonly code: string;
  /** Names of its buffers, by binding number: the text says them, and template.ts assembles both. */
  readonly bindings: readonly string[];
  /** Values of its `override` declarations. */
  readonly constants: Readonly<Record<string, number>>;
  /** For a pass over so many rows (rows.ts). What does not depend on the pass takes no notice of them. */
  readonly workgroups: (rows: number) => Workgroups;
}

/** What the compiler gets for `program`, as one text: the same for two programs that are compiled alike. */
export const compiled = (kernel: string, { code, constants }: Pick<Program, 'code' | 'constants'>): string =>
  JSON.stringify([kernel, ENTRY_POINT, Object.entries(constants).sort(([a], [b]) => (a < b ? -1 : 1)), code]);

/** One dispatch, ready to be encoded any number of times: pipeline and bind group are fixed, only the number of rows varies. */
export interface Dispatch extends Pick<Program, 'workgroups'> {
  readonly use: KernelUse;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
}
