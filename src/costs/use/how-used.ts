/**
 * How much of a GPU a token uses: its arithmetic and its bandwidth as shares, and how many tokens each PFLOP makes that the GPU could have
 * done meanwhile. Of decode alone.
 */
import { rising, type Band } from '../../energy/band';
import { share, type Share } from '../../foundation/energy-units';
import {
  bytesPerSecond,
  opsPerSecond,
  quantity,
  type BytesPerSecond,
  type OpsPerSecond,
  type Quantity,
} from '../../foundation/units';
import type { Preset } from '../../hardware/catalogue';
import { RECIPES } from '../../kernels/recipe';
import { stepOf } from '../../report/cost-model/pass';
import type { Result } from '../../report/schema';
import { peakOf } from '../what-if/expected-speed';
import { contextOf, type Load } from '../what-if/scenario';
import type { Speed } from '../what-if/speed';

/** Tokens for 10^15 operations at the peak. */
export type TokensPerPetaflop = Quantity<'tokens/PFLOP'>;
const tokensPerPetaflop = quantity<'tokens/PFLOP'>();
const PETA = 1e15;

/** The most that a GPU does, and who says so. */
export interface Peaks {
  readonly flopsPerSecond: OpsPerSecond | null;
  readonly bytesPerSecond: BytesPerSecond | null;
  readonly source: string;
}

export const publishedPeaks = (preset: Preset): Peaks => {
  const flops = peakOf(preset);
  const { memoryBandwidthGBs: bandwidth, name } = preset;
  return {
    flopsPerSecond: flops === null ? null : opsPerSecond(flops),
    bytesPerSecond: bandwidth === null ? null : bytesPerSecond(bandwidth * 1e9),
    source: `The most that the ${name} does is what its data sheet says, outside of matrix units.`,
  };
};

export const measuredPeaks = ({ roofs }: Pick<Result, 'roofs'>): Peaks => {
  const flops = roofs?.fmaF16 ?? roofs?.fmaF32 ?? null;
  const bandwidth = roofs?.bandwidth ?? null;
  return {
    flopsPerSecond: flops === null ? null : opsPerSecond(flops.median),
    bytesPerSecond: bandwidth === null ? null : bytesPerSecond(bandwidth.median),
    source: `The most that this GPU does is what the run measured${roofs?.fmaF16 === null ? ', in FP32' : ''}.`,
  };
};

export interface Used {
  readonly tokensPerPetaflop: Band<TokensPerPetaflop> | null;
  readonly arithmetic: Band<Share> | null;
  readonly bandwidth: Band<Share> | null;
}

export function usedBy({ decode, bytesRead }: Speed, load: Load, peaks: Peaks): Used {
  const { flopsPerSecond: flops, bytesPerSecond: bytes } = peaks;
  const perToken = flopsPerToken(load);
  return {
    tokensPerPetaflop: flops === null ? null : rising(decode, (rate) => tokensPerPetaflop(rate / (flops / PETA))),
    arithmetic: flops === null ? null : rising(decode, (rate) => share((rate * perToken) / flops)),
    bandwidth: bytes === null ? null : rising(decode, (rate) => share((rate * bytesRead) / bytes)),
  };
}

/** By the cost model's step: all that its sites compute, for each of its sequences. */
function flopsPerToken({ model, format, batch, lengths }: Load): number {
  const { works } = stepOf(model, RECIPES[format], { context: contextOf(lengths), batch });
  return works.reduce((sum, { work, uses }) => sum + uses * work.flops, 0) / batch;
}
