/**
 * The speed to expect of a GPU of the catalogue though none is here: the cost model's pass at the published bandwidth and FLOP/s, and how near
 * to them others came. A wide range from data sheets, never a measurement.
 */
import { bySide, type Band, type Side } from '../../energy/band';
import { tokensPerSecond, type TokensPerSecond } from '../../foundation/units';
import type { Preset } from '../../hardware/catalogue';
import { RECIPES } from '../../kernels/recipe';
import type { Missing } from '../../predict/basis';
import { promptOf, stepOf, type Pass } from '../../report/cost-model/pass';
import { roofPassSeconds, type PassCeilings } from '../../report/cost-model/site-times';
import { bytesReadOf } from './bytes-read';
import { NEAR_ROOFS, NEAR_ROOFS_SOURCES } from './near-roofs';
import type { Ask, Speed, SpeedOf } from './speed';

export const expectedOn =
  (preset: Preset): SpeedOf =>
  (ask) =>
    speedOn(preset, ask);

function speedOn(preset: Preset, ask: Ask): Speed | Missing {
  const { model, format, batch, context } = ask;
  if (preset.memoryBandwidthGBs === null) {
    return { missing: `No bandwidth of the ${preset.name} is published, so no speed can be expected of it.` };
  }
  if (batch > 1 && model.experts !== null) return SCATTERED;
  const isPeakKnown = peakOf(preset) !== null;
  if (batch > 1 && !isPeakKnown) {
    return {
      missing: `No FLOP/s of the ${preset.name} are published, so nothing can be expected of several sequences at once.`,
    };
  }
  const step = stepOf(model, RECIPES[format], { context, batch });
  return {
    kind: 'expected',
    decode: rateOf(step, batch, preset),
    bytesRead: bytesReadOf(ask),
    prompt: promptOn(preset, ask),
    sources: [
      `${preset.name}: ${preset.source}.`,
      ...NEAR_ROOFS_SOURCES,
      ...(isPeakKnown ? [] : ['No FLOP/s of it are published: a token is held to be bound by the memory alone.']),
    ],
  };
}

const SCATTERED: Missing = {
  missing: 'Several sequences pass through different experts, and how many of them a step reads is not known.',
};

function promptOn(preset: Preset, { model, format, promptTokens }: Ask): Band<TokensPerSecond> | Missing {
  if (promptTokens === 0) return { missing: 'There is no prompt.' };
  if (model.experts !== null) {
    return { missing: 'A prompt of a model with several experts falls apart into many small ones.' };
  }
  if (peakOf(preset) === null) return { missing: `No FLOP/s of the ${preset.name} are published.` };
  const tokens = promptTokens;
  return rateOf(promptOf(model, RECIPES[format], { tokens, chunk: tokens }), tokens, preset);
}

const rateOf = (pass: Pass, tokens: number, preset: Preset): Band<TokensPerSecond> =>
  bySide((side) => tokensPerSecond(tokens / roofPassSeconds(pass, ceilingsOf(preset, side))));

function ceilingsOf(preset: Preset, side: Side): PassCeilings {
  const { bandwidth, arithmetic, dispatchSeconds, submitSeconds } = NEAR_ROOFS[side];
  return {
    bytesPerSecond: bandwidth * (preset.memoryBandwidthGBs ?? 0) * 1e9,
    // Where none are published, a step of one sequence is held to be bound by the memory alone.
    flopsPerSecond: arithmetic * (peakOf(preset) ?? Infinity),
    ...{ dispatchSeconds, submitSeconds },
  };
}

/** FLOP/s outside of matrix units, which WebGPU does not reach everywhere; null where none are published. */
export function peakOf({ fp16ShaderTflops, fp32Tflops, fp16Tflops, fp16Basis }: Preset): number | null {
  const peak = fp16ShaderTflops ?? fp32Tflops ?? (fp16Basis === 'matrix' ? null : fp16Tflops);
  return peak === null ? null : peak * 1e12;
}
