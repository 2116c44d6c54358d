/** What it claims against what the same run measured its device to do at most: bandwidth at the footprint of a token, and arithmetic. */
import { roofOver } from '../../../../src/report/roofs';
import type { ResultEntry, Roofs } from '../../../../src/report/schema';
import { finding, ownGateOf, times, when, type Finding } from './gate';
import { nameOf, ofRankedWorkloads } from './entries';
import { bytesPerSecond, operationsPerSecond, SLACK } from './reach';

export const roofGate = ownGateOf({
  rules: {
    'no-roof': {
      verdict: 'practice',
      says: 'The run has no roof of its own that its speed can be held against.',
      remedy: 'Run with the roofs, and close other programs: they make a roof too low to hold.',
    },
    'above-its-roof': {
      verdict: 'quarantine',
      says: 'It decodes faster than the same run could read its weights.',
      remedy: 'Close other programs, which may have slowed the measuring of the roof, and run again.',
    },
    'above-its-peak': {
      verdict: 'quarantine',
      says: 'It reads a prompt faster than the same run could multiply.',
      remedy: 'Close other programs, which may have slowed the measuring of the roof, and run again.',
    },
  },
  find: ({ result, ranked }) => {
    const { roofs } = result;
    // Of a smaller model in a cache, no roof was measured at its footprint.
    return ofRankedWorkloads(result, ranked).flatMap((entry) => [
      ...ofBandwidth(entry, roofs),
      ...ofPeak(entry, roofs),
    ]);
  },
});

function ofBandwidth(entry: ResultEntry, roofs: Roofs | null): readonly Finding<'no-roof' | 'above-its-roof'>[] {
  const reached = bytesPerSecond(entry);
  if (reached === null) return [];
  const roof = roofOver(entry.bytesReadPerToken, roofs);
  if (roof === null) return [finding('no-roof', nameOf(entry))];
  const share = reached / roof.median;
  return when(share > SLACK, 'above-its-roof', nameOf(entry), times(share));
}

/** Of whichever arithmetic is the fastest: what a format multiplies in is the engine's choice. */
function ofPeak(entry: ResultEntry, roofs: Roofs | null): readonly Finding<'above-its-peak'>[] {
  const reached = operationsPerSecond(entry);
  const peaks = [roofs?.fmaF32, roofs?.fmaF16, roofs?.packedDot].flatMap((peak) => peak?.median ?? []);
  if (reached === null || peaks.length === 0) return [];
  const share = reached / Math.max(...peaks);
  return when(share > SLACK, 'above-its-peak', nameOf(entry), times(share));
}
