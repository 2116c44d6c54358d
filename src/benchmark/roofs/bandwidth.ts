/** How fast the device reads memory: several large buffers in turn, so that no cache holds what is read next. */
import { TokamarkError } from '../../foundation/errors';
import type { Bytes } from '../../foundation/units';
import type { GpuContext } from '../../device/context';
import type { Dispatch, KernelUse } from '../../kernels/kernel';
import { mix } from '../../kernels/random';
import * as stream from '../../../shaders/roof-stream';
import type { Bench } from '../bench';
import { repeated, timed, type Probe, type RoofVisit } from './visit';
import type { BandwidthWork } from './roof';

const MEBI = 2 ** 20;

/** Less would sit in the cache of a large GPU. */
export const ASKED_BYTES = 512 * MEBI;
/** Where not even this can be had, there is no figure. */
const LEAST_BYTES = 8 * MEBI;

/** Of main memory that a software adapter takes for this at most. */
const MEMORY_SHARE = 1 / 8;

interface Layout {
  readonly threads: number;
  readonly steps: number;
  /** Of one buffer. */
  readonly workgroups: number;
  readonly bufferBytes: number;
}

interface WholeLayout extends Layout {
  readonly buffers: number;
}

interface Stream extends Layout {
  readonly dispatches: readonly Dispatch[];
}

/** Checked on little memory: text, constants and so the pipeline are those that are timed. */
export const bandwidthUse = ({ granted }: GpuContext): KernelUse =>
  stream.kernel.use({ threads: shapeOn(granted.software).threads, steps: 2, workgroups: 3 });

/** @param over so many bytes, which a cache may hold; null: as many as no cache does, as far as the device has them */
export function bandwidth(over: Bytes | null = null): Probe<BandwidthWork> {
  // Every visit reads as much as the first: less would be another roof, nearer to a cache.
  let known: number | null = null;
  return {
    first: 1,
    most: 4096,
    ready: async (visit) => {
      const { bench } = visit;
      const { context, memory } = bench;
      const { software } = context.granted;
      const most = software && memory !== null ? Math.min(ASKED_BYTES, memory * MEMORY_SHARE) : ASKED_BYTES;
      const made =
        over !== null
          ? await fill(bench, over, (layout) => closeTo(over, layout))
          : known !== null
            ? await fill(bench, known)
            : software
              ? await affordable(visit, most)
              : await allocate(bench, most);
      const bytes = made.bufferBytes * made.dispatches.length;
      known = bytes;
      return {
        take: (rounds) => timed(bench, repeated(made.dispatches, rounds)),
        value: (rounds, taken) => (bytes * rounds) / taken,
        work: (rounds) => ({ bytes, buffers: made.dispatches.length, workgroups: made.workgroups, rounds }),
      };
    },
  };
}

/** A few rows of many lanes on a GPU; long rows of a processor's few lanes on a software adapter. */
const shapeOn = (software: boolean) => (software ? { threads: 64, steps: 64 } : { threads: 256, steps: 2 });

/**
 * At most `bytes` in at least two buffers of what one binding holds; on a GPU in as few as that, since the end of each dispatch
 * leaves some of it idle.
 */
export function layoutFor(bytes: number, mostStorage: number, mostWorkgroups: number, software: boolean): WholeLayout {
  const shape = shapeOn(software);
  const perWorkgroup = stream.bytesPerWorkgroup(shape);
  const largest = Math.min(mostStorage, software ? 64 * MEBI : 256 * MEBI);
  const mostHere = Math.max(1, Math.min(mostWorkgroups, Math.floor(largest / perWorkgroup)));
  const buffers = Math.max(2, Math.ceil(bytes / (mostHere * perWorkgroup)));
  const workgroups = Math.min(mostHere, Math.ceil(bytes / buffers / perWorkgroup));
  return { ...shape, workgroups, bufferBytes: workgroups * perWorkgroup, buffers };
}

/**
 * The same with shorter rows, so that its size is within some percent of `bytes`: a small stream is few whole workgroups. Neither more
 * workgroups nor more memory.
 */
export function closeTo(bytes: number, layout: WholeLayout): WholeLayout {
  const { threads, buffers } = layout;
  const step = stream.bytesPerWorkgroup({ threads, steps: 1 });
  const each = bytes / buffers;
  const steps = Math.min(layout.steps, Math.max(1, Math.ceil(each / layout.workgroups / step)));
  const workgroups = Math.min(layout.workgroups, Math.max(1, Math.round(each / steps / step)));
  return { ...layout, steps, workgroups, bufferBytes: workgroups * steps * step };
}

/** Halves what it asks for until the device has it. @throws TokamarkError `out-of-memory` where it has next to nothing. */
async function allocate(bench: Bench, bytes: number): Promise<Stream> {
  const { context } = bench;
  try {
    const { value } = await context.buffers.during(() =>
      context.guarded('measuring the memory bandwidth', () => fill(bench, bytes)),
    );
    return value;
  } catch (thrown) {
    const code = thrown instanceof TokamarkError ? thrown.code : null;
    if ((code !== 'out-of-memory' && code !== 'too-large') || bytes < 2 * LEAST_BYTES) throw thrown;
    return allocate(bench, bytes / 2);
  }
}

type Fitted = (layout: WholeLayout) => WholeLayout;

async function fill({ context }: Bench, bytes: number, fitted: Fitted = (layout) => layout): Promise<Stream> {
  const { buffers, granted } = context;
  const most = granted.limits.maxComputeWorkgroupsPerDimension;
  const layout = fitted(layoutFor(bytes, buffers.mostStorage(), most, granted.software));
  const work = buffers.upload('roof work', Uint32Array.of(layout.steps));
  const dispatches: Dispatch[] = [];
  const data: GPUBuffer[] = [];
  for (let i = 0; i < layout.buffers; i++) {
    data.push(buffers.create('roof data', layout.bufferBytes));
    // One for each: two dispatches that write to the same buffer would wait for each other.
    const sums = buffers.create('roof sums', layout.workgroups * layout.threads * 4);
    dispatches.push(await stream.create(context, layout, { data: data[i] ?? sums, sums, work }));
  }
  if (!granted.software) scatterNoise(context, data, layout.bufferBytes);
  await context.settled();
  return { ...layout, dispatches };
}

/** A GPU may keep memory that was only cleared in a compressed form: noise has to be read in full. */
function scatterNoise(context: GpuContext, data: readonly GPUBuffer[], bufferBytes: number): void {
  const noise = context.buffers.upload(
    'roof noise',
    Uint32Array.from({ length: MEBI / 4 }, (_, i) => mix(i)),
  );
  const encoder = context.device.createCommandEncoder({ label: 'roof noise' });
  for (const buffer of data) {
    for (let at = 0; at < bufferBytes; at += MEBI) {
      encoder.copyBufferToBuffer(noise, 0, buffer, at, Math.min(MEBI, bufferBytes - at));
    }
  }
  context.device.queue.submit([encoder.finish()]);
}

/** Read first on a software adapter, to see how fast it is; kept where it is slow. More than most processors' caches hold. */
const TRIED_BYTES = 64 * MEBI;

/** The first of them brings the memory to where it is read. */
const TRIES = 4;

/** Of a software adapter, beyond any processor's cache that it is likely to run on. */
const SOFTWARE_BYTES = 256 * MEBI;

/**
 * Passes over all bytes that the time must hold, at least: clearing them costs about three. Not all takes: on a busy machine a visit
 * rather lasts longer than that it reads less than on a quiet one, which would be another roof.
 */
const PASSES = 4;

/** What a software adapter can read often enough in the time that is left for it: a slow one gets less to read. */
async function affordable({ bench, end }: RoofVisit, most: number): Promise<Stream> {
  const { buffers } = bench.context;
  const { value, made } = await buffers.during(() => allocate(bench, Math.min(most, TRIED_BYTES)));
  // The least of some: what disturbs one must not leave the roof with less to read.
  let taken = Infinity;
  for (let i = 0; i < TRIES; i++) taken = Math.min(taken, await timed(bench, value.dispatches));
  const tried = value.bufferBytes * value.dispatches.length;
  const left = Math.max(0, end - bench.clock.now());
  const bytes = Math.min(most, SOFTWARE_BYTES, (tried / Math.max(taken, 1e-3)) * (left / PASSES));
  if (bytes < 2 * tried) return value;
  buffers.destroy(...made);
  // In powers of two, so that two runs of one device mostly read the same.
  return allocate(bench, tried * 2 ** Math.floor(Math.log2(bytes / tried)));
}
