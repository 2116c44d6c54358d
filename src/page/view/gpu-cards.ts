/** Draws what the browser says of the GPU, in Details and, where there is none, beside Run. */
import { h, render } from 'preact';
import type { EngineDescription, PowerPreference } from '../../worker/protocol';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import type { GpuState } from '../state/page-state';
import { isBusy } from '../state/run-phase';
import { GpuCards, type GpuCardsProps } from './gpu-card';
import { isSoftware } from './gpu-facts';
import { showNoGpu } from './messages';

export function createGpuCards(onPower: (power: PowerPreference) => void): View {
  let last: EngineDescription | null = null;
  const draw = whenChanged(
    (gpu: GpuState, power: PowerPreference, busy: boolean) => [gpu, power, busy],
    (gpu, power, busy) => {
      if (gpu.kind === 'known') last = gpu.description;
      drawGpu(gpu, { last, power, busy, onPower });
    },
  );
  return ({ gpu, powerPreference, run }) => draw(gpu, powerPreference, isBusy(run));
}

/** Before there is anything that a person could choose. */
export const drawFirstGpu = (gpu: GpuState): void =>
  drawGpu(gpu, {
    last: gpu.kind === 'known' ? gpu.description : null,
    power: 'high-performance',
    busy: false,
    onPower: () => undefined,
  });

function drawGpu(gpu: GpuState, rest: Omit<GpuCardsProps, 'gpu' | 'secure'>): void {
  // What has a figure of a software adapter beside it (see layout.css).
  document.body.dataset['software'] = String(isSoftware(gpu));
  render(h(GpuCards, { gpu, ...rest, secure: window.isSecureContext }), find('gpu-cards'));
  // While it is asked for anew, what was wrong stays.
  if (gpu.kind !== 'asking') showNoGpu(find('gpu-message'), gpu.kind === 'missing' ? gpu.error : null);
}
