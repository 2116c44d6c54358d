/**
 * What it claims against what is known of the GPU that it names. One that the catalogue has not is pending and never refused: a list
 * of allowed GPUs made honest people choose a false name elsewhere. So is one of which nothing is known that a claim could be held to.
 */
import type { Preset } from '../../../../src/hardware/catalogue';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { ownGateOf, times, when } from './gate';
import { nameOf, ofRankedWorkloads } from './entries';
import { bytesPerSecond, bytesPerToken, operationsPerSecond, SLACK } from './reach';

/** Bytes that no cache holds; below, the memory's bandwidth is no limit. */
const BEYOND_CACHES = 512e6;
/** Of 8-bit dot products to multiply-adds in f32, on hardware that has them. */
const PACKED_DOT = 4;
/**
 * Operations that a GPU makes for each byte that its memory gives, at most: the most of all in the catalogue (435, of a GB10), and some. What
 * phones can multiply is published by nobody; what their memory gives is.
 */
const MOST_PER_BYTE = 500;

export const catalogueGate = ownGateOf({
  rules: {
    'unknown-gpu': {
      verdict: 'pending',
      says: 'The catalogue does not know this GPU yet: the run is ranked once it has been named.',
      remedy: 'Nothing: or choose it in the list, if it is there under another name.',
    },
    'unbounded-gpu': {
      verdict: 'pending',
      says: 'The catalogue does not know yet what the memory of this GPU can give: the run is ranked once that has been entered.',
      remedy: 'Nothing: or name the machine to whoever runs the board, if you know its memory.',
    },
    'another-gpu': {
      verdict: 'quarantine',
      says: 'The adapter of the run is of another GPU than the one that is named.',
      remedy: 'Name the GPU that the run used; a machine may have two.',
    },
    'above-the-catalogue': {
      verdict: 'quarantine',
      says: 'It decodes faster than the memory of this GPU can be read.',
      remedy: 'Check which GPU you named.',
    },
    'peak-above-the-catalogue': {
      verdict: 'quarantine',
      says: 'It reads a prompt faster than this GPU can multiply.',
      remedy: 'Check which GPU you named.',
    },
    'roof-above-the-catalogue': {
      verdict: 'quarantine',
      says: 'Its roof is more than the memory of this GPU can give.',
      remedy: 'Check which GPU you named.',
    },
  },
  find: ({ gpu, result, ranked }) => {
    const { preset, contradiction, isSoftware } = gpu;
    if (isSoftware) return [];
    return [
      ...when(preset === null, 'unknown-gpu', 'declared.gpu', gpu.raw),
      ...when(preset?.memoryBandwidthGBs === null, 'unbounded-gpu', 'declared.gpu', preset?.id),
      ...when(contradiction !== null, 'another-gpu', 'declared.gpu', contradiction ?? ''),
      ...(preset === null
        ? []
        : [
            ...ofRankedWorkloads(result, ranked).flatMap((entry) => ofEntry(entry, preset)),
            ...ofRoofs(result, preset),
          ]),
    ];
  },
});

function ofEntry(entry: ResultEntry, preset: Preset) {
  const [read, computed] = [bytesPerSecond(entry), operationsPerSecond(entry)];
  const [bandwidth, peak] = [bandwidthOf(preset), peakOf(preset)];
  const isBeyond = bytesPerToken(entry) * entry.batch >= BEYOND_CACHES;
  return [
    ...(read === null || !isBeyond
      ? []
      : when(read > SLACK * bandwidth, 'above-the-catalogue', nameOf(entry), times(read / bandwidth))),
    ...(computed === null
      ? []
      : when(computed > SLACK * peak, 'peak-above-the-catalogue', nameOf(entry), times(computed / peak))),
  ];
}

function ofRoofs({ roofs }: Result, preset: Preset) {
  const bandwidth = bandwidthOf(preset);
  const measured = [roofs?.bandwidth ?? [], roofs?.footprints ?? []].flat();
  const highest = Math.max(0, ...measured.filter(({ bytes }) => bytes >= BEYOND_CACHES).map(({ median }) => median));
  return when(highest > SLACK * bandwidth, 'roof-above-the-catalogue', 'result.roofs', times(highest / bandwidth));
}

/** Bytes per second; unbounded where nobody knows. */
const bandwidthOf = ({ memoryBandwidthGBs }: Preset): number => (memoryBandwidthGBs ?? Infinity) * 1e9;

/** Operations per second of the fastest arithmetic that the catalogue knows of it; where it knows none, what its memory could feed. */
function peakOf(preset: Preset): number {
  const { fp16Tflops, fp16ShaderTflops, fp16MatrixTflops, fp32Tflops } = preset;
  const known = [fp16Tflops, fp16ShaderTflops, fp16MatrixTflops, fp32Tflops === null ? null : PACKED_DOT * fp32Tflops];
  const most = Math.max(0, ...known.flatMap((one) => one ?? []));
  return most === 0 ? MOST_PER_BYTE * bandwidthOf(preset) : most * 1e12;
}
