/** The workbench of one check: inputs with outliers, poisoned outputs, one run of a dispatch, everything freed at the end. */
import type { GpuContext } from '../../device/context';
import { encode } from '../bind';
import type { Dispatch } from '../kernel';
import { padded } from '../matrix/layout';
import { activations } from '../random';
import { rowWords, type Row } from '../rows';
import { ErrorMeter } from './meter';

export interface Tensor {
  readonly buffer: GPUBuffer;
  /** (rows, stride) row-major; columns from `width` on are zero. */
  readonly values: Float32Array;
  readonly stride: number;
  /** Row `row` of the values, padding included. */
  readonly row: (row: number) => Float32Array;
}

/** What a kernel is to write: (rows, width) in padded rows, and one row more, which must stay as it was. All of it poison. */
export interface Output {
  readonly buffer: GPUBuffer;
  readonly rows: number;
  readonly width: number;
  readonly stride: number;
}

export class CheckBench {
  readonly meter = new ErrorMeter();

  constructor(readonly context: GpuContext) {}

  /** Random activations of (rows, width) in padded rows. */
  tensor(rows: number, width: number, seed: number, stride = padded(width)): Tensor {
    const values = new Float32Array(rows * stride);
    const random = activations(rows * width, seed);
    for (let row = 0; row < rows; row++) values.set(random.subarray(row * width, (row + 1) * width), row * stride);
    const at = (row: number) => values.subarray(row * stride, (row + 1) * stride);
    return { buffer: this.upload(values), values, stride, row: at };
  }

  upload(data: Float32Array | Uint32Array): GPUBuffer {
    return this.context.buffers.upload('check input', data);
  }

  /** `elements` f32 or u32, each a NaN: what a kernel leaves out shows. */
  poisoned(elements: number): GPUBuffer {
    return this.upload(new Uint32Array(elements).fill(0x7fc0dead));
  }

  output(rows: number, width: number): Output {
    const stride = padded(width);
    return { buffer: this.poisoned(stride * (rows + 1)), rows, width, stride };
  }

  /**
   * Compares all of `output` with a reference.
   *
   * @param padding what its padding columns must hold now
   * @param expected of an element: its value and the size of the numbers that went into it, as the meter takes them
   */
  async compare(
    { buffer, rows, width, stride }: Output,
    padding: 'zero' | 'untouched',
    expected: (row: number, column: number) => readonly [value: number, size: number],
  ): Promise<void> {
    const got = await this.floats(buffer, stride * (rows + 1));
    for (const [i, value] of got.entries()) {
      const at = [Math.floor(i / stride), i % stride] as const;
      const [row, column] = at;
      if (row === rows) this.meter.untouched(value, at);
      else if (column < width) this.meter.compare(value, ...expected(row, column), at);
      else if (padding === 'zero') this.meter.equal(value, 0, at);
      else this.meter.untouched(value, at);
    }
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

  async words(buffer: GPUBuffer, elements: number): Promise<Uint32Array<ArrayBuffer>> {
    return new Uint32Array(await this.context.read(buffer, 0, elements * 4));
  }
}

/** Runs a check on a workbench of its own, with errors of the device turned into typed ones. */
export const onBench = <T>(context: GpuContext, check: (bench: CheckBench) => Promise<T>): Promise<T> =>
  // Also what a binding makes for itself, unknown to the bench, is freed.
  context.guarded('a kernel check', () => context.buffers.within(() => check(new CheckBench(context))));
