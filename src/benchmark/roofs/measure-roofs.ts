/** All roofs of a device, one after the other, within a fixed time. One that fails is missing; the others are not. */
import type { GpuContext } from '../../device/context';
import type { TokamarkError } from '../../foundation/errors';
import { seconds, type Bytes, type Seconds } from '../../foundation/units';
import { throwIfCancelled } from '../../foundation/cancel';
import type { KernelUse } from '../../kernels/kernel';
import type { Clock } from '../clock';
import { survive } from '../survive';
import type { Verified, Verifier } from '../verify';
import { dotPeak, dotUse, fmaPeak, fmaUse } from './arithmetic';
import { bandwidth, bandwidthUse } from './bandwidth';
import type { RoofBench } from './bench';
import { dispatchCost, overheadUse, submitCost } from './overhead';
import type { Roofs } from './roof';
import { aimFor } from './sampling';

export interface RoofEvents {
  readonly onProgress: (fraction: number, detail: string) => void;
  readonly onVerified: (verified: Verified) => void;
  /** One roof could not be measured. */
  readonly onProblem: (error: TokamarkError) => void;
}

/** The most that all roofs together take, and what a run sets aside for them. */
export const roofSeconds = ({ granted }: GpuContext): Seconds => seconds(granted.software ? 2.5 : 1.5);

/** Of the time, for sampling; the rest is for compiling and checking the kernels and for freeing the buffers. */
const FOR_SAMPLES = 0.6;

/** @throws TokamarkError `cancelled`, `device-lost`: what ends the run. */
export async function measureRoofs(
  context: GpuContext,
  verifier: Verifier,
  memory: Bytes | null,
  clock: Clock,
  signal: AbortSignal | null,
  events: RoofEvents,
): Promise<Roofs> {
  let budget = roofSeconds(context) * FOR_SAMPLES;
  const verified: Verified[] = [];
  const names = ['submit', 'dispatch', 'bandwidth', 'f32', 'f16', 'dot'] as const;
  /** Shares of the time that is left when a roof's turn comes. */
  const weights = { submit: 1, dispatch: 1, bandwidth: 4, f32: 1.5, f16: 1.5, dot: 1.5 };
  let roundTrip = 0;

  const attempt = async <T>(
    name: (typeof names)[number],
    detail: string,
    use: KernelUse,
    work: (bench: RoofBench) => Promise<T>,
  ): Promise<T | null> => {
    throwIfCancelled(signal);
    const place = names.indexOf(name);
    events.onProgress(place / names.length, detail);
    const left = names.slice(place).reduce((sum, each) => sum + weights[each], 0);
    return survive(context, `the measured ${detail}`, events.onProblem, async () => {
      const found = await verifier.verify([use], events.onVerified);
      verified.push(...found.filter((one) => verified.every(({ shape }) => shape !== one.shape)));
      const now = clock.now();
      const end = seconds(now + (budget * weights[name]) / left);
      const bench: RoofBench = { context, clock, signal, aim: aimFor(roundTrip), end };
      const { value, made } = await context.buffers.during(() => work(bench));
      context.buffers.destroy(...made);
      budget = Math.max(0, budget - (clock.now() - now));
      return value;
    });
  };

  const submit = await attempt('submit', 'cost of a submit', overheadUse(), submitCost);
  roundTrip = submit?.median ?? 0;
  const dispatch = await attempt('dispatch', 'cost of a dispatch', overheadUse(), dispatchCost);
  const read = await attempt('bandwidth', 'memory bandwidth', bandwidthUse(context), (bench) =>
    bandwidth(bench, memory),
  );
  const fma = (name: 'f32' | 'f16') =>
    attempt(name, `peak of ${name} multiply-adds`, fmaUse(context, name), (bench) => fmaPeak(bench, name));
  const f32 = await fma('f32');
  const f16 = context.granted.shaderF16 ? await fma('f16') : null;
  const dot = context.granted.dot4
    ? await attempt('dot', 'peak of packed dot products', dotUse(context), dotPeak)
    : null;
  events.onProgress(1, '');
  return {
    bandwidth: read,
    fmaF32: f32,
    fmaF16: f16,
    packedDot: dot,
    dispatchSeconds: dispatch,
    submitSeconds: submit,
    verified,
  };
}
