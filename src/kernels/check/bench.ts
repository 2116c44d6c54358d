/** The workbench of one check: inputs with outliers, poisoned outputs, one run of a dispatch, everything freed at the end. */
import type { GpuContext } from '../../device/context';
import { encode } from '../bind';
import type { CheckResult, Dispatch } from '../kernel';
import { padded } from '../matrix/layout';
import { activations } from '../random';
import { rowWords, type Row } from '../rows';

export interface Tensor {
  readonly buffer: GPUBuffer;
  /** (rows, stride) row-major; columns from `width` on are zero. */
  readonly values: Float32Array;
  readonly stride: number;
}

export class CheckBench {
  constructor(readonly context: GpuContext) {}

  /** Random activations of (rows, width) in padded rows. */
  tensor(rows: number, width: number, seed: number, stride = padded(width)): Tensor {
    const values = new Float32Array(rows * stride);
    const random = activations(rows * width, seed);
    for (let row = 0; row < rows; row++) values.set(random.subarray(row * width, (row + 1) * width), row * stride);
    return { buffer: this.upload(values), values, stride };
  }

  upload(data: Float32Array | Uint32Array): GPUBuffer {
    return this.context.buffers.upload('check input', data);
  }

  /** `elements` f32 or u32, each a NaN: what a kernel leaves out shows. */
  poisoned(elements: number): GPUBuffer {
    return this.upload(new Uint32Array(elements).fill(0x7fc0dead));
  }

  /** The table of a pass over `rows` (rows.ts). */
  rows(rows: readonly Row[]): GPUBuffer {
    return this.upload(rowWords(rows));
  }

  async run(rows: number, ...dispatches: readonly Dispatch[]): Promise<void> {
    const encoder = this.context.device.createCommandEncoder({ label: 'check' });
    encode(encoder, dispatches, rows);
    this.context.device.queue.submit([encoder.finish()]);
    await this.context.settled();
  }

  async floats(buffer: GPUBuffer, elements: number, first = 0): Promise<Float32Array> {
    return new Float32Array(await this.context.read(buffer, first * 4, elements * 4));
  }

  async words(buffer: GPUBuffer, elements: number): Promise<Uint32Array> {
    return new Uint32Array(await this.context.read(buffer, 0, elements * 4));
  }
}

/** Runs a check on a workbench of its own, with errors of the device turned into typed ones. */
export async function onBench(
  context: GpuContext,
  check: (bench: CheckBench) => Promise<CheckResult>,
): Promise<CheckResult> {
  // Also what a binding makes for itself, unknown to the bench, is freed.
  const { value, made } = await context.guarded('a kernel check', () =>
    context.buffers.during(() => check(new CheckBench(context))),
  );
  context.buffers.destroy(...made);
  return value;
}
