/** Builds, checks and times variants on a real device, and leaves nothing of them there. */
import type { GpuContext } from '../device/context';
import type { CheckResult, Dispatch } from '../kernels/kernel';
import type { Executor, Trial } from './contest';
import { orHang } from './hang';
import type { Variant } from './site';
import { patience, timerOf } from './time';

/** By use id: what was checked on this device before, here or by whoever gave it. */
export type Checked = Map<string, CheckResult>;

interface Clock {
  readonly now: () => number;
}

export interface DeviceSettings {
  readonly clock: Clock;
  readonly checked: Checked;
  /** What roundTrip gave for this device. */
  readonly wait: number;
}

/** Some compilers take many seconds over a kernel; none that long over one worth having. */
const COMPILE_SECONDS = 60;

export function deviceExecutor(context: GpuContext, { clock, checked, wait }: DeviceSettings): Executor {
  return {
    build: async (site, variant) => {
      const what = `${site.id}: ${variant.id}`;
      const { dispatches, made } = await orHang(buildGuarded(context, variant, what), COMPILE_SECONDS, what);
      const timer = timerOf({ context, clock, wait }, what, dispatches, site.rows);
      const trial: Trial = {
        dispatches: dispatches.length,
        check: () => checkAll(context, dispatches, checked, what),
        sample: timer.sample,
        release: () => context.buffers.destroy(...made),
      };
      return trial;
    },
  };
}

async function buildGuarded(context: GpuContext, variant: Variant, what: string) {
  let made: readonly GPUBuffer[] = [];
  try {
    const dispatches = await context.guarded(what, async () => {
      const built = await context.buffers.during(variant.dispatches);
      made = built.made;
      return built.value;
    });
    return { dispatches, made };
  } catch (thrown) {
    // The device says only at the guard's end that it had no memory for a buffer.
    context.buffers.destroy(...made);
    throw thrown;
  }
}

/** Each kernel once; gives the first that is wrong, or else the worst. */
async function checkAll(context: GpuContext, dispatches: readonly Dispatch[], checked: Checked, what: string) {
  let worst = { shape: '', largestError: 0, tolerance: 1, compared: 0, worst: '' };
  for (const { use } of dispatches) {
    let result = checked.get(use.id);
    if (result === undefined) {
      result = await orHang(use.check(context), patience(context), what);
      checked.set(use.id, result);
      // References are computed on this thread: let a cancel arrive.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    const named = { ...result, shape: use.id };
    if (!(result.largestError <= result.tolerance)) return named;
    // A check for equal bits has no tolerance, and passed.
    if (result.tolerance > 0 && result.largestError / result.tolerance >= worst.largestError / worst.tolerance) {
      worst = named;
    }
  }
  return worst;
}
