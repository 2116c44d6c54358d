/** Draws the card "Your GPU". What it says is in gpu-facts.ts and no-gpu.ts. */
import type { ErrorData } from '../../foundation/errors';
import type { EngineDescription, PowerPreference } from '../../worker/protocol';
import { find, make, setDisabled, setHidden, setText } from '../dom/find';
import { isBusy, type GpuState, type PageState } from '../state/page-state';
import { gpuFacts, gpuTitle, SOFTWARE_NOTE, type Fact } from './gpu-facts';
import { errorMessage } from './messages';
import { noGpuAdvice } from './no-gpu';

export function createGpuCard(onPreference: (preference: PowerPreference) => void): (state: PageState) => void {
  const choice = find('power-preference', HTMLFieldSetElement);
  choice.addEventListener('change', () => {
    const chosen = choice.querySelector<HTMLInputElement>('input:checked')?.value;
    onPreference(chosen === 'low-power' ? 'low-power' : 'high-performance');
  });
  let drawn: GpuState | null = null;
  return ({ gpu, run }) => {
    setDisabled(choice, isBusy(run));
    if (gpu === drawn) return;
    drawn = gpu;
    if (gpu.kind === 'known') drawKnown(gpu.description);
    else if (gpu.kind === 'missing') drawMissing(gpu.error);
    else drawAsking();
  };
}

function drawHead(state: string, name: string, badge: string): void {
  find('gpu', HTMLElement).dataset['state'] = state;
  setText(find('gpu-name', HTMLElement), name);
  // A space that keeps the line: the mark comes and goes with the power preference.
  setText(find('gpu-software', HTMLElement), badge === '' ? '\u00a0' : badge);
}

/** While the browser is asked again, the old facts stay where they are. */
function drawAsking(): void {
  drawHead('asking', 'Asking the browser…', '');
}

function drawKnown({ adapter, environment, warnings }: EngineDescription): void {
  drawHead(
    adapter.software ? 'software' : 'known',
    gpuTitle(adapter),
    adapter.software ? SOFTWARE_NOTE : 'Hardware adapter',
  );
  find('gpu-message', HTMLElement).replaceChildren();
  setHidden(find('gpu-details', HTMLElement), false);
  find('gpu-facts', HTMLElement).replaceChildren(...gpuFacts(adapter, environment).flatMap(factElements));
  find('gpu-warnings', HTMLElement).replaceChildren(
    ...warnings.map(({ code, message }) => make('li', { text: message, data: { code } })),
  );
}

const factElements = ({ name, value }: Fact): readonly HTMLElement[] => [
  make('dt', { text: name }),
  make('dd', { text: value, data: { fact: name } }),
];

function drawMissing(error: ErrorData): void {
  const { title, steps } = noGpuAdvice(error, window.isSecureContext);
  drawHead('missing', title, '');
  const message = errorMessage(error);
  if (steps.length > 0) message.append(make('ul', {}, ...steps.map((text) => make('li', { text }))));
  find('gpu-message', HTMLElement).replaceChildren(message);
  setHidden(find('gpu-details', HTMLElement), true);
  find('gpu-warnings', HTMLElement).replaceChildren();
}
