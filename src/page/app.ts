/** Puts the page together: state, controller, views. The engine is given, so that another one can stand behind the page. */
import type { SpawnedEngine } from '../worker/spawn';
import { headlineTexts } from '../options/settings';
import { linkAddress } from '../report/links/link-address';
import { replaySettings } from '../report/receipt/request';
import type { Result } from '../report/schema';
import { createBoard } from './board/board';
import { createCompare } from './compare/compare';
import { createMachineName } from './compare/machine-name';
import { historyStore } from './history/history-store';
import { createKeptRuns } from './history/kept-runs';
import { labelStore } from './history/label-store';
import { indexedDbRecords } from './history/records';
import { createController } from './controller';
import { browserTexts } from './dom/browser-texts';
import { find } from './dom/find';
import { openWhilePrinting } from './dom/print';
import { createRenderLoop } from './dom/render-loop';
import { slicesOf } from './dom/slices';
import type { View } from './dom/view';
import { createEnergy } from './energy/start';
import { keptFable } from './fable';
import { createLabCalls } from './lab-calls';
import { observePage } from './guards/observers';
import {
  INITIAL_STATE,
  hasEnded,
  isBusy,
  type GpuState,
  type PageEvent,
  type PageState,
  type RunOptions,
} from './state/page-state';
import { endedBy, resultSoFar } from './state/partial-result';
import { reduce } from './state/reduce';
import { createSaying } from './state/said';
import { unfinishedRuns, webRunLocks } from './unfinished-run';
import { createAmong } from './hero/among';
import { announce, createHero } from './hero/hero';
import { createWholeHeadline } from './hero/whole-headline';
import { createDuel } from './duel/duel';
import { createEngines } from './engines/engines';
import { createFeel } from './feel/feel';
import { createLearn } from './learn/learn';
import { createPictures } from './pictures/pictures';
import { createReceipt, receiptOfAddress } from './receipt/receipt';
import { createRooms } from './rooms/navigation';
import { roomOf } from './rooms/rooms';
import { settleAddresses } from './rooms/settled-address';
import { createPassOn } from './share/pass-on';
import { createPacedTexts, createStories } from './stories/stories';
import { createTakeAway } from './take-away/take-away';
import { createDetails } from './details/details';
import { createGpuCards } from './view/gpu-cards';
import { createModels } from './view/models';
import { createOffline } from './offline/offline';
import { checkOptions, createOptionsForm, fillOptions, readOptions } from './view/options-form';
import { showProfile } from './view/profile-choice';
import { createProgress } from './view/progress';
import { createUnfinished } from './view/unfinished';

/** What answers a key or a click begins to be drawn at once, without waiting for a frame. */
const IMMEDIATE: ReadonlySet<PageEvent['type']> = new Set(['room-entered', 'run-asked', 'run-cancelled', 'gpu-asked']);

/** When the page is drawn for it: once nothing is timed; at the next frame, since nothing is timed any more; or at the next one in any case. */
function drawingFor(event: PageEvent): 'once-awake' | 'wakes' | 'answers' {
  switch (event.type) {
    case 'run-ticked':
    // Of the service worker: what a person asks of it waits for the end of a run.
    case 'offline-changed':
      return 'once-awake';
    case 'measure-changed':
      // A battery is heard of by itself; the rest a person does.
      return event.change.type === 'heard' ? 'once-awake' : 'answers';
    case 'run-event':
      // What may be heard while a repetition is timed, against what is said at its end.
      return event.event.type === 'parts' || event.event.type === 'warning' ? 'once-awake' : 'wakes';
    case 'said':
      return event.text === '' ? 'once-awake' : 'answers';
    case 'run-asked':
    case 'run-started':
    case 'run-cancelled':
    case 'run-ended':
    case 'run-failed':
      return 'wakes';
    default:
      return 'answers';
  }
}

/**
 * @param gpu what is known of it by now
 * @returns once the page answers what a person does
 */
export async function startPage(spawn: () => SpawnedEngine, gpu: GpuState): Promise<void> {
  settleAddresses();
  let state: PageState = {
    ...{ ...INITIAL_STATE, gpu },
    ...{ room: roomOf(location.hash), receipt: receiptOfAddress(location) },
  };
  const dispatch = (event: PageEvent): void => {
    const before = state;
    state = reduce(state, event);
    keep(event, before);
    const drawing = drawingFor(event);
    if (drawing === 'wakes') loop.wake();
    if (IMMEDIATE.has(event.type)) loop.now();
    else if (drawing === 'answers') loop.answer();
    else loop.request();
  };
  const unfinished = unfinishedRuns(indexedDbRecords('tokamark-unfinished'), webRunLocks(), {
    newKey: () => new Date().toISOString(),
    whenFree: (work) => loop.whenAwake(work),
  });
  let leaving = false;
  const keep = (event: PageEvent, before: PageState): void => {
    // A page that is left cancels its run; what it had measured stays for the next.
    if (leaving) return;
    if (event.type === 'run-event' && isBusy(state.run)) unfinished.changed(() => resultSoFar(state));
    const ended = endedBy(event, before, state);
    if (ended !== null) unfinished.ended(kept.keep(machine.named(ended)));
    else if (event.type === 'run-asked') unfinished.ended(Promise.resolve(false));
  };
  const fable = keptFable();
  const controller = createController({
    spawn,
    fable,
    state: () => state,
    dispatch,
    rest: () => loop.rest(),
  });

  const page = linkAddress(location.href);
  const say = createSaying((at, text) => dispatch({ type: 'said', at, text }));
  createOptionsForm(() => loop.now());
  const duel = createDuel(dispatch);
  const chosen = (): RunOptions => {
    const { challenge, receipt } = state;
    const replayed = challenge?.receipt ?? (receipt.kind === 'opened' ? receipt.receipt : null);
    return replayed === null ? readOptions() : replaySettings(replayed);
  };
  const machine = createMachineName(browserTexts(), () => void kept.load());
  const kept = createKeptRuns(
    {
      own: historyStore(indexedDbRecords('tokamark-history'), () => crypto.randomUUID()),
      imported: historyStore(indexedDbRecords('tokamark-imported'), () => crypto.randomUUID()),
      labels: labelStore(indexedDbRecords('tokamark-labels')),
    },
    {
      machine: machine.name,
      changed: (change) => dispatch({ type: 'compare-changed', change }),
      onOwn: (runs) => dispatch({ type: 'own-runs', runs }),
    },
  );
  const runButton = find('run-button', HTMLButtonElement);
  const start = (): void => {
    if (runButton.disabled || isBusy(state.run) || !checkOptions()) return;
    void controller.run(chosen());
  };
  /** As the form says it then: what is measured is what the options say. */
  const runHeadline = (): void => {
    fillOptions(headlineTexts());
    runButton.focus();
    start();
  };
  const cancelButton = find('cancel-button', HTMLButtonElement);
  const energy = createEnergy({ state: () => state, dispatch, onChange: () => loop.request() });
  const complete = async (result: Result): Promise<Result> =>
    machine.toExport({ result: await energy.complete(result), imported: false });
  const firstViews: readonly View[] = [
    createRooms({ onEnter: (room) => dispatch({ type: 'room-entered', room }), onCancel: controller.cancel }),
    createReceipt(dispatch),
    duel,
    createGpuCards((preference) => void controller.describe(preference)),
    createProgress(),
    createHero(),
    createPacedTexts(),
    createWholeHeadline(runHeadline, () => state.challenge === null && state.receipt.kind !== 'opened'),
    announce,
    // The next thing below: what comes in later frames must not push it.
    createUnfinished({ state: () => state, dispatch }),
    createPassOn({ state: () => state, dispatch, page, say }),
    // Its Compare and Cancel answer a press as Run and Cancel do.
    createEngines({ controller, complete }),
  ];
  const otherViews: readonly View[] = [
    createAmong(),
    createDetails(),
    ...energy.views,
    createPictures(),
    createModels(controller.allocate, () => loop.request()),
    createStories(),
    createCompare({
      ...{ kept, state: () => state, toExport: machine.toExport, say },
      changed: (change) => dispatch({ type: 'compare-changed', change }),
    }),
    createOffline({ state: () => state, dispatch }),
    createFeel(),
    createBoard({ controller, fable, records: indexedDbRecords('tokamark-board'), state: () => state }),
    createLearn(createLabCalls({ controller, fable, state: () => state })),
    createTakeAway({
      state: () => state,
      page,
      complete,
      say,
    }),
  ];
  // A run keeps the options that it began with.
  const draw = (view: View): void => view(state, state.run.options ?? chosen());
  const drawFirst = (): void => {
    const options = chosen();
    const busy = isBusy(state.run);
    runButton.disabled = state.gpu.kind !== 'known';
    // Pressed buttons are not disabled: the focus stays where it is. A second press does nothing.
    runButton.ariaDisabled = String(busy);
    cancelButton.ariaDisabled = String(!busy);
    // A receipt says what is measured until it is set aside.
    const fixed = busy || state.challenge !== null || state.receipt.kind === 'opened';
    for (const id of ['options-fields', 'profiles']) find(id, HTMLFieldSetElement).disabled = fixed;
    // What a run fills (`.after-run`) is there from the first press of Run on: before it a person meets no empty tables.
    document.body.dataset['run'] = state.run.phase === 'idle' ? 'none' : 'some';
    // What a run has come to (`.after-end`) has its place once it is over.
    document.body.dataset['ended'] = String(hasEnded(state.run));
    showProfile(options);
    firstViews.forEach(draw);
  };
  const loop = createRenderLoop(drawFirst, slicesOf(otherViews.map((view) => () => draw(view))));

  find('options-form').addEventListener('submit', (event) => {
    event.preventDefault();
    start();
  });
  cancelButton.addEventListener('click', controller.cancel);
  // A tab that is closed while a kernel is tried must not leave it under suspicion for the next run.
  window.addEventListener('pagehide', () => {
    leaving = true;
    controller.cancel();
  });
  window.addEventListener('pageshow', () => (leaving = false));
  void kept.load();
  void unfinished.found(kept.keep).then((runs) => dispatch({ type: 'unfinished-changed', runs }));
  observePage(controller.notice);
  openWhilePrinting();
  // To make all of the page and to draw it in one go would be a long task.
  await new Promise((resolve) => setTimeout(resolve, 0));
  loop.now();
  if (gpu.kind === 'asking') void controller.describe(state.powerPreference);
}
