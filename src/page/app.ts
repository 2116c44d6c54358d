/** Puts the page together: state, controller, views. The engine is given, so that another one can stand behind the page. */
import { COMMIT, VERSION } from '../foundation/build';
import type { SpawnedEngine } from '../worker/spawn';
import { createController } from './controller';
import { find, setDisabled, setText } from './dom/find';
import { addOtherFormats } from './dom/other-formats';
import { createRenderLoop } from './dom/render-loop';
import { fetchFable } from './fable';
import { observePage } from './guards/observers';
import { INITIAL_STATE, isBusy, type PageEvent, type PageState } from './state/page-state';
import { reduce } from './state/reduce';
import { createChecksPanel } from './view/checks-panel';
import { createDetails } from './view/details';
import { createGpuCard } from './view/gpu-card';
import { createHeadline } from './view/headline';
import { createOptionsForm } from './view/options-form';
import { createProgress } from './view/progress';
import { createResults } from './view/results';
import { createStories } from './view/stories';
import { createTakeAway } from './view/take-away';
import { testNames } from './view/workload';

/** What answers a key or a click is drawn at once, without waiting for a frame. */
const IMMEDIATE: ReadonlySet<PageEvent['type']> = new Set(['run-asked', 'run-cancelled', 'gpu-asked']);

export function startPage(spawn: () => SpawnedEngine, shapes: readonly string[]): void {
  let state: PageState = INITIAL_STATE;
  const dispatch = (event: PageEvent): void => {
    state = reduce(state, event);
    if (IMMEDIATE.has(event.type)) loop.now();
    else loop.request();
  };
  const controller = createController({ spawn, fable: fetchFable(), state: () => state, dispatch });

  addOtherFormats();
  const form = createOptionsForm(shapes, () => loop.request());
  const runButton = find('run-button', HTMLButtonElement);
  const cancelButton = find('cancel-button', HTMLButtonElement);
  const drawGpu = createGpuCard((preference) => void controller.describe(preference));
  const drawProgress = createProgress();
  const drawHeadline = createHeadline();
  const drawResults = createResults();
  const drawChecks = createChecksPanel();
  const drawStories = createStories();
  const drawDetails = createDetails();
  const drawTakeAway = createTakeAway(() => state);
  const loop = createRenderLoop(() => {
    const options = form.read();
    const busy = isBusy(state.run);
    // Not disabled while it is focused and pressed: the focus would be lost. A second press does nothing.
    setDisabled(runButton, busy || state.gpu.kind !== 'known');
    setDisabled(cancelButton, !busy);
    setDisabled(find('options-fields', HTMLFieldSetElement), busy);
    const { prefill, decode } = testNames(options);
    setText(find('run-hint', HTMLElement), `${options.shape ?? ''} · ${prefill} · ${decode}`);
    drawGpu(state);
    drawProgress(state);
    drawHeadline(state, options);
    drawResults(state, options);
    drawChecks(state.run);
    drawStories(state, options);
    drawDetails(state.run);
    drawTakeAway(state);
  });

  find('options-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    if (runButton.disabled || !form.check()) return;
    const focused = document.activeElement === runButton;
    void controller.run(form.read());
    // The pressed button is off now: the focus goes to the one that can be pressed next.
    if (focused) cancelButton.focus();
  });
  cancelButton.addEventListener('click', () => {
    controller.cancel();
    runButton.focus();
  });
  // A tab that is closed while a kernel is tried must not leave it under suspicion for the next run.
  window.addEventListener('pagehide', () => controller.cancel());
  setText(find('version', HTMLElement), `${VERSION} (${COMMIT})`);
  observePage(controller.notice);
  loop.now();
  void controller.describe(state.powerPreference);
}
