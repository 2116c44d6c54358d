/** The real resolution of timestamp-query on this device: browsers round it, and say nothing of it. Times no kernel. */
import type { GpuContext } from './context';

const PAIRS = 8;

/** Submits that are tried until a timestamp moves: one alone may lie within a single step of a coarse clock. */
const TRIES = 16;

/**
 * Nanoseconds by which timestamps move at least: the greatest common divisor of what empty passes gave. Null without the
 * feature or where all are the same.
 */
export async function timestampResolution(context: GpuContext): Promise<number | null> {
  if (!context.granted.timestampQuery) return null;
  const { device, buffers } = context;
  const set = device.createQuerySet({ type: 'timestamp', count: 2 * PAIRS });
  const resolved = buffers.create('timestamps', 2 * PAIRS * 8, GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC);
  try {
    const times: bigint[] = [];
    for (let tries = 0; tries < TRIES && resolutionOf(times) === null; tries++) {
      const encoder = device.createCommandEncoder({ label: 'timestamps' });
      for (let i = 0; i < PAIRS; i++) {
        const timestampWrites = { querySet: set, beginningOfPassWriteIndex: 2 * i, endOfPassWriteIndex: 2 * i + 1 };
        encoder.beginComputePass({ timestampWrites }).end();
      }
      encoder.resolveQuerySet(set, 0, 2 * PAIRS, resolved, 0);
      device.queue.submit([encoder.finish()]);
      times.push(...new BigUint64Array(await context.read(resolved, 0, 2 * PAIRS * 8)));
    }
    return resolutionOf(times);
  } finally {
    buffers.destroy(resolved);
    set.destroy();
  }
}

/** Of timestamps in nanoseconds. Those that never moved say nothing: all of a short submit may lie within one step. */
export function resolutionOf(times: readonly bigint[]): number | null {
  if (new Set(times).size < 2) return null;
  return Number(times.reduce((divisor, time) => gcd(divisor, time), 0n));
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
