/** Everything the page shows, as one immutable value, and the events that change it. */
import type { ErrorData } from '../../foundation/errors';
import type { ModelFormat } from '../../kernels/recipe';
import { EMPTY_RECORD, type RunRecord } from '../../report/parts/fold';
import type { PlannedStep, PlannedWorkload, RunEvent } from '../../report/run-event';
import type { Duel } from '../../report/links/duel';
import type { Result, Verified } from '../../report/schema';
import { NOTHING_COMPARED, type CompareEvent, type CompareState } from '../compare/compare-state';
import { NO_RECEIPT, type ReceiptState } from '../receipt/receipt-state';
import { NOTHING_MEASURED, type MeasureEvent, type MeasureState } from '../energy/measure-state';
import type { Room } from '../rooms/rooms';
import { NOTHING_OFFLINE, type OfflinePage } from '../offline/offline-page';
import { NOTHING_PASSED, type PassOnState } from '../share/pass-on-state';
import type { EngineDescription, PowerPreference, RunRequest } from '../../worker/protocol';
import type { RunPhase } from './run-phase';
import { NOTHING_SAID, type SaidAt, type SaidState } from './said';

export { hasEnded, isBusy, type RunPhase } from './run-phase';

/** What the person chose; the files of the story are added when the run starts. */
export type RunOptions = Omit<RunRequest, 'powerPreference' | 'story' | 'model' | 'fidelityFiles' | 'passage'>;

/** Whether other engines take their turns in the run: it is of Fable's files then, and read in a room of its own. */
export const comparesEngines = (options: Pick<RunOptions, 'against' | 'server'> | null): boolean =>
  (options?.against ?? []).length > 0 || options?.server !== undefined;

export type GpuState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'known'; readonly description: EngineDescription }
  | { readonly kind: 'missing'; readonly error: ErrorData };

/** The download of Fable, the story model: `unasked` until a run wants it. */
export type FableState =
  { readonly kind: 'unasked' | 'loading' | 'ready' } | { readonly kind: 'missing'; readonly error: ErrorData };

export interface StepState extends PlannedStep {
  /** 0..1 */
  readonly fraction: number;
  readonly state: 'left' | 'now' | 'done';
}

/** How far a run is, and what streams. */
export interface RunProgress {
  readonly steps: readonly StepState[];
  /** What the engine says of the running step. */
  readonly detail: string;
  /** What the run has settled on; null before. */
  readonly planned: PlannedWorkload | null;
  readonly verified: readonly Verified[];
  /** What has streamed of each text so far. */
  readonly texts: Readonly<Partial<Record<ModelFormat, string>>>;
}

export interface RunTime {
  readonly startedAt: Date | null;
  readonly elapsedSeconds: number;
}

/** What the engine handed back. */
export interface RunAnswer {
  /** Whether it has answered, with a result or an error. */
  readonly answered: boolean;
  /** With what the kept runs add. Null until then, also after a cancelled run until its partial result arrives. */
  readonly result: Result | null;
  readonly error: ErrorData | null;
}

/** A run of this page: what its engine knows of it, and what only the page has to know. */
export interface RunState {
  /** Counts the runs of this page: an event of an older run is ignored. */
  readonly id: number;
  readonly phase: RunPhase;
  /** Why a run that was asked for has not begun yet. */
  readonly waitingFor: string;
  readonly options: RunOptions | null;
  readonly time: RunTime;
  readonly progress: RunProgress;
  /** What is known of it, as the engine has it. */
  readonly record: RunRecord;
  readonly answer: RunAnswer;
}

export interface PageState {
  readonly room: Room;
  readonly powerPreference: PowerPreference;
  readonly gpu: GpuState;
  readonly fable: FableState;
  readonly run: RunState;
  /** What this browser has kept: the runs of this machine. */
  readonly own: readonly Result[];
  /** Another's result that this page was opened with, until it is set aside: nobody has verified it. */
  readonly challenge: Duel | null;
  /** Why the challenge of the page's address cannot run here. */
  readonly refused: ErrorData | null;
  /** All kept runs, and those from files, as their room shows them. */
  readonly compare: CompareState;
  readonly said: SaidState;
  readonly receipt: ReceiptState;
  readonly passOn: PassOnState;
  readonly offline: OfflinePage;
  /** What an earlier tab left, until it is dismissed. Null: one that cannot be read. */
  readonly unfinished: readonly (Result | null)[];
  /** How a person measures the power of this machine. */
  readonly measure: MeasureState;
}

export type PageEvent =
  | { readonly type: 'room-entered'; readonly room: Room }
  | { readonly type: 'gpu-asked'; readonly powerPreference: PowerPreference }
  | { readonly type: 'gpu-known'; readonly description: EngineDescription }
  | { readonly type: 'gpu-missing'; readonly error: ErrorData }
  | { readonly type: 'own-runs'; readonly runs: readonly Result[] }
  | { readonly type: 'challenge-changed'; readonly challenge: Duel | null; readonly refused: ErrorData | null }
  | { readonly type: 'compare-changed'; readonly change: CompareEvent }
  | { readonly type: 'receipt-changed'; readonly receipt: ReceiptState }
  | { readonly type: 'pass-on-changed'; readonly changed: Partial<PassOnState> }
  | { readonly type: 'offline-changed'; readonly changed: Partial<OfflinePage> }
  | { readonly type: 'unfinished-changed'; readonly runs: readonly (Result | null)[] }
  | { readonly type: 'measure-changed'; readonly change: MeasureEvent }
  | { readonly type: 'said'; readonly at: SaidAt; readonly text: string }
  | { readonly type: 'fable-changed'; readonly fable: FableState }
  | { readonly type: 'run-asked'; readonly id: number; readonly options: RunOptions; readonly waitingFor: string }
  | { readonly type: 'run-started'; readonly id: number; readonly at: Date }
  | { readonly type: 'run-event'; readonly id: number; readonly event: RunEvent }
  | { readonly type: 'run-ticked'; readonly id: number; readonly elapsedSeconds: number }
  | { readonly type: 'run-cancelled'; readonly id: number }
  | { readonly type: 'run-ended'; readonly id: number; readonly result: Result }
  | { readonly type: 'run-failed'; readonly id: number; readonly error: ErrorData };

const NO_RUN: RunState = {
  ...{ id: 0, phase: 'idle', waitingFor: '', options: null },
  time: { startedAt: null, elapsedSeconds: 0 },
  progress: { steps: [], detail: '', planned: null, verified: [], texts: {} },
  record: EMPTY_RECORD,
  answer: { answered: false, result: null, error: null },
};

export const newRun = (id: number, options: RunOptions, waitingFor: string): RunState => ({
  ...NO_RUN,
  id,
  phase: 'waiting',
  options,
  waitingFor,
});

export const INITIAL_STATE: PageState = {
  room: 'benchmark',
  powerPreference: 'high-performance',
  gpu: { kind: 'asking' },
  fable: { kind: 'unasked' },
  run: NO_RUN,
  own: [],
  challenge: null,
  refused: null,
  compare: NOTHING_COMPARED,
  said: NOTHING_SAID,
  receipt: NO_RECEIPT,
  passOn: NOTHING_PASSED,
  offline: NOTHING_OFFLINE,
  unfinished: [],
  measure: NOTHING_MEASURED,
};
