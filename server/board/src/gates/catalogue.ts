/**
 * What it claims against what is known of the GPU that it names. One that the catalogue has not is pending and never refused: a list
 * of allowed GPUs made honest people choose a false name elsewhere.
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

export const catalogueGate = ownGateOf({
  rules: {
    'unknown-gpu': {
      verdict: 'pending',
      says: 'The catalogue does not know this GPU yet: the run is ranked once it has been named.',
      remedy: 'Nothing: or choose it in the list, if it is there under another name.',
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
  find: ({ gpu, result }) => {
    const { preset, contradiction, isSoftware } = gpu;
    if (isSoftware) return [];
    return [
      ...when(preset === null, 'unknown-gpu', 'declared.gpu', gpu.raw),
      ...when(contradiction !== null, 'another-gpu', 'declared.gpu', contradiction ?? ''),
      ...(preset === null
        ? []
        : [...ofRankedWorkloads(result).flatMap((entry) => ofEntry(entry, preset)), ...ofRoofs(result, preset)]),
    ];
  },
});

function ofEntry(entry: ResultEntry, preset: Preset) {
  const [read, computed] = [bytesPerSecond(entry), operationsPerSecond(entry)];
  const [bandwidth, peak] = [bandwidthOf(preset), peakOf(preset)];
  const isBeyond = bytesPerToken(entry) * entry.batch >= BEYOND_CACHES;
  return [
    ...(read === null || bandwidth === null || !isBeyond
      ? []
      : when(read > SLACK * bandwidth, 'above-the-catalogue', nameOf(entry), times(read / bandwidth))),
    ...(computed === null || peak === null
      ? []
      : when(computed > SLACK * peak, 'peak-above-the-catalogue', nameOf(entry), times(computed / peak))),
  ];
}

function ofRoofs({ roofs }: Result, preset: Preset) {
  const bandwidth = bandwidthOf(preset);
  const measured = [roofs?.bandwidth ?? [], roofs?.footprints ?? []].flat();
  const highest = Math.max(0, ...measured.filter(({ bytes }) => bytes >= BEYOND_CACHES).map(({ median }) => median));
  if (bandwidth === null) return [];
  return when(highest > SLACK * bandwidth, 'roof-above-the-catalogue', 'result.roofs', times(highest / bandwidth));
}

/** Bytes per second. */
const bandwidthOf = ({ memoryBandwidthGBs }: Preset): number | null =>
  memoryBandwidthGBs === null ? null : memoryBandwidthGBs * 1e9;

/** Operations per second of the fastest arithmetic that the catalogue knows of it; null where it knows none. */
function peakOf({ fp16Tflops, fp16ShaderTflops, fp16MatrixTflops, fp32Tflops }: Preset): number | null {
  const known = [fp16Tflops, fp16ShaderTflops, fp16MatrixTflops, fp32Tflops === null ? null : PACKED_DOT * fp32Tflops];
  const most = Math.max(0, ...known.flatMap((one) => one ?? []));
  return most === 0 ? null : most * 1e12;
}
