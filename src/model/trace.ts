/**
 * Where in the model a number first goes out of range: one position run again, layer by layer, with a look at what each leaves behind.
 * Slow, and only for a message.
 */
import type { GpuContext } from '../device/context';
import type { Dispatch } from '../kernels/kernel';
import type { Row } from '../kernels/rows';
import { HALF_END } from '../kernels/matrix/half';
import { padded } from '../kernels/matrix/layout';
import type { Session } from './session';

export interface Traced {
  readonly layer: number;
  /** `activation`: of the residual stream after the layer. */
  readonly what: 'key' | 'value' | 'activation';
  /** Of its key/value head, or of the residual stream. */
  readonly element: number;
  /** Key/value head; null for an activation. */
  readonly head: number | null;
  /** Before the cache has held it at its largest. */
  readonly value: number;
}

/** Whether their sum is at most the largest f32: RMSNorm adds up the squares of its input. */
const squaresFit = (row: Float32Array): boolean =>
  row.reduce((sum, value) => sum + value * value, 0) <= 3.4028234663852886e38;

/**
 * The first number out of range at `row`, of which the text and the cache before it are there; null where there is none.
 * What `session` stood at is lost.
 */
export async function trace(context: GpuContext, session: Session, row: Row): Promise<Traced | null> {
  const { model } = session;
  const { hiddenSize, heads, keyValueHeads, headDim } = model.weights.config;
  const floats = async (buffer: GPUBuffer, from: number, length: number) =>
    new Float32Array(await context.read(buffer, 0, padded(from + length) * 4)).subarray(from, from + length);
  session.stand([row]);
  let pending: Dispatch[] = [];
  const run = async () => {
    const submitter = session.submitter('prefill');
    await submitter.add(pending, 1);
    await submitter.finish();
    pending = [];
  };
  let layer = 0;
  for (const part of model.prefill.parts) {
    pending.push(...part.dispatches);
    if (part.id === 'attention') {
      await run();
      const width = keyValueHeads * headDim;
      const cached = await floats(model.buffers.activations.qkv, heads * headDim, 2 * width);
      const at = cached.findIndex((value) => !(Math.abs(value) < HALF_END));
      if (at >= 0) {
        const what = at < width ? 'key' : 'value';
        const within = at % width;
        const value = cached[at] ?? NaN;
        return { layer, what, head: Math.floor(within / headDim), element: within % headDim, value };
      }
    }
    if (part.id === 'down') {
      await run();
      const row = await floats(model.buffers.activations.hidden, 0, hiddenSize);
      const element = firstBad(row);
      if (element >= 0) return { layer, what: 'activation', head: null, element, value: row[element] ?? NaN };
      layer += 1;
    }
  }
  return null;
}

/** Index of the first value that is no finite number, or of the largest where their squares exceed f32; -1 where all is well. */
export function firstBad(row: Float32Array): number {
  const bad = row.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0 || squaresFit(row)) return bad;
  return row.reduce((most, value, i) => (Math.abs(value) > Math.abs(row[most] ?? 0) ? i : most), 0);
}
