/** The real resolution of timestamp-query on this device: browsers round it without saying so. Times no kernel. */
import type { GpuContext } from './context';
import { PassStamps } from './pass-stamps';

const PAIRS = 8;

/** Submits that are tried until a timestamp moves: one alone may lie within a single step of a coarse clock. */
const TRIES = 16;

/**
 * Nanoseconds by which timestamps move at least: the greatest common divisor of what empty passes gave. Null without the
 * feature or where all are the same.
 */
export async function timestampResolution(context: GpuContext): Promise<number | null> {
  const stamps = PassStamps.make(context, PAIRS);
  if (stamps === null) return null;
  try {
    const times: bigint[] = [];
    for (let tries = 0; tries < TRIES && resolutionOf(times) === null; tries++) {
      stamps.restart();
      const encoder = context.device.createCommandEncoder({ label: 'timestamps' });
      for (let i = 0; i < PAIRS; i++) encoder.beginComputePass({ timestampWrites: stamps.next() }).end();
      context.device.queue.submit([encoder.finish()]);
      times.push(...(await stamps.read()));
    }
    return resolutionOf(times);
  } finally {
    stamps.destroy();
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
