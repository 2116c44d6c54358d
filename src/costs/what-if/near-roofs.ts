/**
 * How near to what is published of a GPU a model may come in a browser, where nothing was measured: the three corners of a wide range. The
 * ends of bandwidth and arithmetic hold all that is cited for them; those of launches are judged, and none is cited for the queue. All were set
 * before a speed was compared with them; expected-speed.test.ts holds them against published ones.
 */
import type { Side } from '../../energy/band';

interface NearRoofs {
  /** Of the published bandwidth. */
  readonly bandwidth: number;
  /** Of the published operations per second outside of matrix units. */
  readonly arithmetic: number;
  readonly dispatchSeconds: number;
  readonly submitSeconds: number;
}

/** By the speed that they lead to. */
export const NEAR_ROOFS: Readonly<Record<Side, NearRoofs>> = {
  low: { bandwidth: 0.06, arithmetic: 0.08, dispatchSeconds: 50e-6, submitSeconds: 1e-3 },
  central: { bandwidth: 0.5, arithmetic: 0.25, dispatchSeconds: 8e-6, submitSeconds: 0.2e-3 },
  high: { bandwidth: 1, arithmetic: 1, dispatchSeconds: 0, submitSeconds: 0 },
};

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const { low, central, high } = NEAR_ROOFS;

/** A sentence each. */
export const NEAR_ROOFS_SOURCES: readonly string[] = [
  `Decode is taken to read ${percent(low.bandwidth)} to ${percent(high.bandwidth)} of the published bandwidth, about ${percent(central.bandwidth)}. Native engines read 6 to 86 % (28 measurements, by ML.ENERGY, J. Geerling and others); browsers about 13 to 40 % with models of 1 B.`,
  `A prompt is taken to compute at ${percent(low.arithmetic)} to ${percent(high.arithmetic)} of the published FLOP/s outside of matrix units, about ${percent(central.arithmetic)}. Published WebGPU kernels reach 8 to 40 % (M1 Max, Arc B580, M4 Max).`,
  `A launch is taken to cost 0 to ${low.dispatchSeconds * 1e6} µs, about ${central.dispatchSeconds * 1e6}: published are 24 to 71 µs where each waits (arXiv 2604.02344). Within one pass it is less; how much less is a judgement.`,
  `An answer of the queue is taken to cost 0 to ${low.submitSeconds * 1e3} ms, about ${central.submitSeconds * 1e3}: nothing is cited for it.`,
];
