/** What a folder under shaders/ says of its kernel, and what is made of it. Not the list of kernels (see registry.ts). */
import type { GpuContext } from '../device/context';
import { bind, type Buffers, type NamedBuffers } from './bind';
import { onBench, type CheckBench } from './check/bench';
import type { CheckResult, Cost, Dispatch, Granted, Kernel, Program } from './kernel';
import { shardsOf, type GpuMatrix, type ShardRows } from './matrix/gpu-matrix';
import type { MatrixShape } from './matrix/layout';
import { onlyNew } from './only-new';

interface Definition<Shape> {
  /** The folder's name under shaders/. */
  readonly name: string;
  readonly describe: (shape: Shape) => string;
  readonly cost: (shape: Shape) => Cost;
  readonly check: (bench: CheckBench, shape: Shape) => Promise<CheckResult>;
  /** The shapes at which the tests check it on every adapter: odd sizes and edges, chosen, not crossed. */
  readonly cases: readonly Shape[];
  /**
   * A shape for each variant that a device can run, whatever kind of adapter would choose it, but for long texts that only another kind
   * would compile; left out, there are none.
   */
  readonly variantCases?: (device: Granted) => readonly Shape[];
  /**
   * Shapes whose programs, with those of cases and variantCases, have every text that any shape can lead to on this device; left
   * out, the cases have them all. They are hashed (programs.ts), not checked.
   */
  readonly textCases?: (device: Granted) => readonly Shape[];
}

export interface KernelDefinition<Shape> extends Definition<Shape> {
  /** What `create` compiles for `shape`, as it is checked. It needs no device. */
  readonly program: (device: Granted, shape: Shape) => Program;
}

/** @param Of buffers by the names that the text gives them; null for one that the text at this shape does not declare */
export interface BoundKernel<Shape, Of> extends Kernel<Shape> {
  /** @throws TokamarkError `shader` where the device's compiler refuses the kernel. */
  readonly create: (context: GpuContext, shape: Shape, buffers: Of) => Promise<Dispatch>;
}

/** A kernel that is one program, and so one dispatch. */
export function defineKernel<Shape, Of extends NamedBuffers<Of>>(
  definition: KernelDefinition<Shape>,
): BoundKernel<Shape, Of> {
  const { program } = definition;
  const kernel = kernelOf(definition, (device, shape) => [program(device, shape)]);
  const create = (context: GpuContext, shape: Shape, buffers: Of) =>
    bind(context, { use: kernel.use(shape), program: program(context, shape), buffers: { ...buffers } });
  return { ...kernel, create };
}

/** @param shape of the whole matrix, of which `shard` may be a part */
type ShardProgram<Shape> = (device: Granted, shape: Shape, shard: ShardRows) => Program;

export interface MatrixKernelDefinition<Shape> extends Definition<Shape> {
  /** For a shard of the matrix, as it is checked. It needs no device. */
  readonly program: ShardProgram<Shape>;
}

export interface MatrixKernel<Shape> extends Kernel<Shape> {
  /**
   * A dispatch for each shard of `matrix`.
   *
   * @param buffers besides those of the matrix
   * @param of `program` left out, that of the definition
   * @throws TokamarkError `shader` where the device's compiler refuses the kernel.
   */
  readonly bindShards: (
    context: GpuContext,
    matrix: GpuMatrix,
    buffers: Buffers,
    of: { readonly shape: Shape; readonly program?: (device: Granted, shard: ShardRows) => Program },
  ) => Promise<Dispatch[]>;
}

/** A kernel that reads or writes a matrix, which may lie in several buffers: a program for each. */
export function defineMatrixKernel<Shape extends { readonly matrix: MatrixShape }>(
  definition: MatrixKernelDefinition<Shape>,
): MatrixKernel<Shape> {
  const kernel = kernelOf(definition, (device, shape) =>
    shardsOf(device, shape.matrix).map((shard) => definition.program(device, shape, shard)),
  );
  return {
    ...kernel,
    bindShards: (context, matrix, buffers, { shape, program }) =>
      Promise.all(
        matrix.shards.map((shard) =>
          bind(context, {
            use: kernel.use({ ...shape, matrix: shard.shape }),
            program: program?.(context, shard) ?? definition.program(context, shape, shard),
            // By the names that loaders give them.
            buffers: { ...buffers, words: shard.words, scales: shard.scales },
          }),
        ),
      ),
  };
}

function kernelOf<Shape>(
  { name, describe, cost, check, cases, variantCases, textCases }: Definition<Shape>,
  programs: Kernel<Shape>['programs'],
): Kernel<Shape> {
  const use = (shape: Shape) => ({
    kernel: name,
    id: `${name} ${describe(shape)}`,
    cost: cost(shape),
    check: (context: GpuContext) => onBench(context, (bench) => check(bench, shape)),
  });
  return {
    name,
    use,
    programs,
    hashed: (...devices) => {
      const programsOf = onlyNew(programs);
      return devices.flatMap((device) =>
        [...cases, ...(variantCases?.(device) ?? []), ...(textCases?.(device) ?? [])].flatMap((shape) =>
          programsOf(device, shape),
        ),
      );
    },
    cases: cases.map(use),
    variantCases: (device) => (variantCases?.(device) ?? []).map(use),
  };
}
