/** What a kernel is: a folder under shaders/ that exports one of these. Not the list of them (see registry.ts). */
import type { Bytes, Flops } from '../foundation/units';
import type { GpuContext } from '../device/context';

/** What one dispatch does at least: the floating-point work and the bytes that have to move once. */
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

export interface KernelDefinition<Shape> {
  /** The folder's name under shaders/. */
  readonly name: string;
  /** The text of the .wgsl file, before substitution: part of the shader hash. */
  readonly source: string;
  readonly describe: (shape: Shape) => string;
  readonly cost: (shape: Shape) => Cost;
  readonly check: (context: GpuContext, shape: Shape) => Promise<CheckResult>;
  /** The shapes at which the tests check it on every adapter: odd sizes and edges, chosen, not crossed. */
  readonly cases: readonly Shape[];
  /** A shape for each variant that a device can run, whatever kind of adapter would choose it; left out, there are none. */
  readonly variantCases?: (device: Granted) => readonly Shape[];
}

export interface Kernel<Shape> {
  readonly name: string;
  readonly source: string;
  readonly use: (shape: Shape) => KernelUse;
  readonly cases: readonly KernelUse[];
  readonly variantCases: (device: Granted) => readonly KernelUse[];
}

/** What a device was granted: all that a choice of variants may depend on. */
export type Granted = Pick<GpuContext, 'granted'>;

/** The same device as each kind of adapter that variants are made for. */
export const asEveryKind = ({ granted }: Granted): readonly Granted[] =>
  [true, false].map((software) => ({ granted: { ...granted, software } }));

export function defineKernel<Shape>(definition: KernelDefinition<Shape>): Kernel<Shape> {
  const use = (shape: Shape): KernelUse => ({
    kernel: definition.name,
    id: `${definition.name} ${definition.describe(shape)}`,
    cost: definition.cost(shape),
    check: (context) => definition.check(context, shape),
  });
  return {
    name: definition.name,
    source: definition.source,
    use,
    cases: definition.cases.map(use),
    variantCases: (device) => (definition.variantCases?.(device) ?? []).map(use),
  };
}

export type Workgroups = readonly [x: number, y: number, z: number];

/** One dispatch, ready to be encoded any number of times: pipeline and bind group are fixed, only `rows` varies. */
export interface Dispatch {
  readonly use: KernelUse;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  /** Workgroups for a pass over `rows` rows (tokens); decode has one row. */
  readonly workgroups: (rows: number) => Workgroups;
  /** True where the work grows with the number of rows. */
  readonly perRow: boolean;
}
