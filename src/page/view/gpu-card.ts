/** Draws the card "Your GPU". What it says is in gpu-facts.ts and no-gpu.ts. */
import type { ErrorData } from '../../foundation/errors';
import type { EngineDescription, PowerPreference } from '../../worker/protocol';
import { find, make, setText } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import type { GpuState } from '../state/page-state';
import { isBusy } from '../state/run-phase';
import { gpuFacts, gpuTitle, isSoftware, SOFTWARE_NOTE } from './gpu-facts';
import { noGpuMessage } from './messages';
import { noGpuAdvice } from './no-gpu';

export function createGpuCard(onPreference: (preference: PowerPreference) => void): View {
  const choice = find('power-preference', HTMLFieldSetElement);
  choice.addEventListener('change', () => {
    const chosen = choice.querySelector<HTMLInputElement>('input:checked')?.value;
    onPreference(chosen === 'low-power' ? 'low-power' : 'high-performance');
  });
  const draw = whenChanged((gpu: GpuState) => [gpu], drawGpu);
  return ({ gpu, run }) => {
    choice.disabled = isBusy(run);
    draw(gpu);
  };
}

export function drawGpu(gpu: GpuState): void {
  // What has a figure of a software adapter beside it (see layout.css).
  document.body.dataset['software'] = String(isSoftware(gpu));
  if (gpu.kind === 'known') drawKnown(gpu.description);
  else if (gpu.kind === 'missing') drawMissing(gpu.error);
  // While the browser is asked again, the old facts stay where they are.
  else drawHead('asking', 'Asking the browser…');
}

/** The space keeps the line: the mark comes and goes with the power preference. */
function drawHead(state: string, name: string, badge = '\u00a0'): void {
  find('gpu').dataset['state'] = state;
  setText('gpu-name', name);
  setText('gpu-software', badge);
}

function drawKnown({ adapter, environment, warnings }: EngineDescription): void {
  const [state, badge] = adapter.software ? ['software', SOFTWARE_NOTE] : ['known', 'Hardware adapter'];
  drawHead(state, gpuTitle(adapter), badge);
  find('gpu-message').replaceChildren();
  const facts = gpuFacts(adapter, environment).flatMap(({ name, value }) => [
    make('dt', { text: name }),
    make('dd', { text: value, data: { fact: name } }),
  ]);
  find('gpu-facts').replaceChildren(...facts);
  find('gpu-warnings').replaceChildren(
    ...warnings.map(({ code, message }) => make('li', { text: message, data: { code } })),
  );
}

function drawMissing(error: ErrorData): void {
  drawHead('missing', noGpuAdvice(error, window.isSecureContext).title);
  find('gpu-message').replaceChildren(noGpuMessage(error));
  find('gpu-warnings').replaceChildren();
}
