/**
 * All roofs of a device, each visited at the beginning of a run and again once everything was measured, each visit within a fixed
 * time. One that fails is missing; the others are not.
 */
import type { GpuContext } from '../../device/context';
import { bytesPerSecond, opsPerSecond, seconds, type Bytes, type Seconds } from '../../foundation/units';
import type { KernelUse } from '../../kernels/kernel';
import type { Bench } from '../bench';
import { clockResolution } from '../clock';
import type { Verified } from '../verify';
import type { ChainArithmetic } from '../../../shaders/roof-chains';
import { chainsUse, peak } from './arithmetic';
import { bandwidth, bandwidthUse } from './bandwidth';
import { dispatchCost, overheadUse, submitCost } from './overhead';
import type { Bandwidth, Bound, Roofs } from './roof';
import { aimFor, FINE_STEPS } from './sampling';
import { Track } from './track';
import type { Probe } from './visit';

/** The most that all visits of all roofs take, and what a run sets aside for them. */
export const roofSeconds = ({ granted }: GpuContext): Seconds => seconds(granted.software ? 3.5 : 2.2);

/** Of that, for the takes of the first visit and of each later one; the rest is for compiling and checking and for the buffers. */
const FIRST_VISIT = 0.4;
export const LATER_VISIT = 0.2;

/** Of one footprint. */
const FOOTPRINT_SECONDS = 0.15;
/** Fewer bytes are read in less than what a dispatch costs. */
const LEAST_FOOTPRINT = 2 ** 20;

type Name = 'submit' | 'dispatch' | 'bandwidth' | 'f32' | 'f16' | 'dot';
const BOUNDS: Readonly<Record<Bound, Name>> = { bandwidth: 'bandwidth', fmaF32: 'f32', packedDot: 'dot' };

interface Place {
  readonly name: Name;
  readonly detail: string;
  /** Of the time of a visit. */
  readonly weight: number;
  readonly use: KernelUse;
  readonly track: Pick<Track<object, number>, 'visit'>;
}

export class RoofMeter {
  private readonly verified: Verified[] = [];
  private readonly places: readonly Place[];
  private readonly tracks;
  private readonly step: Seconds;
  private readonly coarse: boolean;
  /** Over as many bytes as a token reads, once that is known. */
  private footprints: readonly Bandwidth[] = [];
  /** Those whose first visit failed are not visited again. */
  private readonly failed = new Set<Name>();

  constructor(
    private readonly bench: Bench,
    private readonly onProgress: (fraction: number, detail: string) => void,
  ) {
    const { context, clock } = bench;
    const { shaderF16, dot4 } = context.granted;
    this.step = clockResolution(clock);
    // Of takes that hold fewer steps, the luckiest are not preferred.
    const coarse = FINE_STEPS * this.step > aimFor(0, this.step);
    this.coarse = coarse;
    const names = {
      ...{ submit: 'cost of a submit', dispatch: 'cost of a dispatch', bandwidth: 'memory bandwidth' },
      ...{ f32: 'peak of f32 multiply-adds', f16: 'peak of f16 multiply-adds', dot: 'peak of packed dot products' },
    };
    const cost = <W extends object>(name: Name, probe: Probe<W>) =>
      new Track({ name: names[name], kind: 'cost', brand: seconds }, probe, coarse);
    const operations = (name: Name, arithmetic: ChainArithmetic) =>
      new Track({ name: names[name], kind: 'rate', brand: opsPerSecond }, peak(arithmetic), coarse);
    this.tracks = {
      submit: cost('submit', submitCost),
      dispatch: cost('dispatch', dispatchCost),
      bandwidth: new Track({ name: names.bandwidth, kind: 'rate', brand: bytesPerSecond }, bandwidth(), coarse),
      f32: operations('f32', 'f32'),
      f16: operations('f16', 'f16'),
      dot: operations('dot', 'int8'),
    };
    const { tracks } = this;
    const place = (name: Name, weight: number, use: KernelUse): Place => ({
      ...{ name, weight, use, detail: names[name], track: tracks[name] },
    });
    this.places = [
      place('submit', 1, overheadUse()),
      place('dispatch', 1, overheadUse()),
      place('bandwidth', 4, bandwidthUse(context)),
      place('f32', 1.5, chainsUse(context, 'f32')),
      ...(shaderF16 ? [place('f16', 1.5, chainsUse(context, 'f16'))] : []),
      ...(dot4 ? [place('dot', 1.5, chainsUse(context, 'int8'))] : []),
    ];
  }

  /** The first visit of each. @throws TokamarkError `cancelled`, `device-lost`: what ends the run. */
  async first(): Promise<Roofs> {
    await this.visit(this.places, FIRST_VISIT, (detail) => `the measured ${detail}`);
    return this.roofs();
  }

  /** Once more, of all or of some. @throws TokamarkError as `first` */
  async again(which?: readonly Bound[]): Promise<Roofs> {
    const names = which?.map((bound) => BOUNDS[bound]);
    const places = this.places.filter(
      ({ name }) => !this.failed.has(name) && (names === undefined || names.includes(name)),
    );
    await this.visit(places, LATER_VISIT, (detail) => `another look at the ${detail}`);
    return this.roofs();
  }

  /**
   * The bandwidth over as many bytes as a token of each decode reads, where they are fewer than the bandwidth was measured over.
   * @throws TokamarkError as `first`
   */
  async over(tokens: readonly Bytes[]): Promise<Roofs> {
    const { bench } = this;
    const whole = this.tracks.bandwidth.figure();
    if (whole === null || this.failed.has('bandwidth')) return this.roofs();
    const sizes = [...new Set(tokens)].filter((size) => size >= LEAST_FOOTPRINT && size < whole.bytes);
    const found: Bandwidth[] = [];
    for (const size of sizes.sort((a, b) => a - b)) {
      const name = `memory bandwidth over ${(size / 2 ** 20).toFixed(0)} MiB`;
      const track = new Track({ name, kind: 'rate', brand: bytesPerSecond }, bandwidth(size), this.coarse);
      bench.throwIfCancelled();
      await bench.survive(`the measured ${name}`, async () => {
        const aim = aimFor(this.tracks.submit.figure()?.median ?? 0, this.step);
        await bench.watch.still();
        await track.visit({ bench, aim, end: seconds(bench.clock.now() + FOOTPRINT_SECONDS) });
      });
      const figure = track.figure();
      if (figure !== null) found.push(figure);
    }
    this.footprints = found;
    return this.roofs();
  }

  private async visit(places: readonly Place[], share: number, extra: (detail: string) => string): Promise<void> {
    const { bench, onProgress } = this;
    const { context, clock, events, verifier, watch } = bench;
    let budget = roofSeconds(context) * share;
    for (const [i, { name, detail, weight, use, track }] of places.entries()) {
      bench.throwIfCancelled();
      onProgress(i / places.length, detail);
      const left = places.slice(i).reduce((sum, each) => sum + each.weight, 0);
      const done = await bench.survive(extra(detail), async () => {
        const found = await verifier.verify([use], events.onVerified);
        this.verified.push(...found.filter((one) => this.verified.every(({ shape }) => shape !== one.shape)));
        await watch.still();
        const from = clock.now();
        const aim = aimFor(this.tracks.submit.figure()?.median ?? 0, this.step);
        await track.visit({ bench, aim, end: seconds(from + (budget * weight) / left) });
        budget = Math.max(0, budget - (clock.now() - from));
        return true;
      });
      if (done === null) this.failed.add(name);
    }
    onProgress(1, '');
  }

  /** What is known by now. */
  roofs(): Roofs {
    const { submit, dispatch, bandwidth: read, f32, f16, dot } = this.tracks;
    return {
      footprints: this.footprints,
      ...{ bandwidth: read.figure(), fmaF32: f32.figure(), fmaF16: f16.figure(), packedDot: dot.figure() },
      ...{ dispatchSeconds: dispatch.figure(), submitSeconds: submit.figure() },
      ...{ voided: [], verified: [...this.verified] },
    };
  }
}
