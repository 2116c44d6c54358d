/**
 * Makes the document of a run from its record: the engine at the end; the page whose worker had to be ended, and the command, if the
 * engine's result does not come. The engine's own is always preferred.
 */
import { profileOf, SUITE } from '../benchmark/suite/suite';
import { isOurs } from '../benchmark/whose';
import type { ErrorData } from '../foundation/errors';
import { expectedOfRun } from '../report/cost-model/own-run';
import { formatRatios } from '../report/format-ratio';
import { referenceBeside } from '../report/fidelity-reference/reference';
import { linesOf } from '../report/line';
import { resultsOf } from '../report/parts/entries';
import { failedTests } from '../report/parts/failure';
import { EMPTY_RECORD, foldRun, partsOf, type RunRecord } from '../report/parts/fold';
import { replayRecord } from '../report/receipt/replay';
import { RESULT_SCHEMA, type Result, type ResultReceipt } from '../report/schema';
import { scoresOf } from '../report/scores/score';
import { STATISTICS } from '../report/statistics';
import { withoutUnlike } from '../report/unlike-model';
import type { EngineDescription, RunEvent, RunRequest } from './protocol';

/** What no event tells. */
export interface RunFrame {
  readonly description: EngineDescription;
  /** Null where it is not known. */
  readonly request: Pick<
    RunRequest,
    | 'shape'
    | 'formats'
    | 'tests'
    | 'line'
    | 'repetitions'
    | 'sustained'
    | 'seed'
    | 'budgetSeconds'
    | 'receipt'
    | 'promptSeed'
  > | null;
  readonly startedAt: Date;
  readonly elapsedSeconds: number;
  /** Why it ended early; null of a run that came to its end. */
  readonly error: ErrorData | null;
  /** What was planned is the engine's to say. */
  readonly receipt: ResultReceipt | null;
}

/** Of the prompts: a replay has that of its receipt. Undefined: they are those that everybody has. */
export const promptSeedOf = ({ promptSeed, receipt }: Pick<RunRequest, 'promptSeed' | 'receipt'>): number | undefined =>
  promptSeed ?? receipt?.promptSeed;

/** Of a run that nobody has heard the end of: what is kept of it while it goes on. */
export const UNFINISHED: ErrorData = {
  code: 'unfinished',
  message: 'The run still went on when this was written.',
  where: '',
  remedy: 'If its tab was reloaded, closed or crashed, or its process was killed, run again.',
};

export function resultOf(record: RunRecord, frame: RunFrame): Result {
  const { description, request, error } = frame;
  const { engine, adapter, environment } = description;
  const replayed = request?.receipt ?? null;
  const promptSeed = request === null ? undefined : promptSeedOf(request);
  const parts = partsOf(record);
  const formats = [...new Set(record.entries.flatMap(({ entry }) => (isOurs(entry) ? [entry.format] : [])))];
  const results = withoutUnlike(resultsOf(record.entries, parts.roofs), parts.passage);
  const result: Result = {
    schema: RESULT_SCHEMA,
    ...{ engine, adapter, environment },
    startedAt: frame.startedAt.toISOString(),
    elapsedSeconds: frame.elapsedSeconds,
    status: statusOf(error, results),
    suite: {
      ...{ name: SUITE, profile: request === null ? 'custom' : profileOf(request) },
      ...(promptSeed === undefined ? {} : { promptSeed }),
    },
    receipt: frame.receipt,
    replay: replayed === null ? null : replayRecord(replayed, engine),
    ...parts,
    failure: error === null ? null : { ...error, step: parts.failure?.step ?? null },
    plan: { ...parts.plan, budgetSeconds: request?.budgetSeconds ?? null },
    warnings: [...description.warnings, ...parts.warnings],
    statistics: STATISTICS,
    results,
    formatRatios: formatRatios(results),
    lines: linesOf(results),
    expected: null,
    fidelityReference: referenceBeside(parts.fidelity, formats),
    // Of what was measured to its end; none without a GPU's reference.
    scores: error === null ? scoresOf(results, adapter.software) : null,
  };
  // Not of each state of a run that goes on.
  return error === null ? { ...result, expected: expectedOfRun(result) } : result;
}

function statusOf(error: ErrorData | null, results: Result['results']): Result['status'] {
  if (error?.code === 'cancelled') return 'cancelled';
  return error !== null || failedTests(results).length > 0 ? 'failed' : 'complete';
}

/** The run of a command as it goes on. */
export class PartialRun {
  private record = EMPTY_RECORD;

  constructor(
    private readonly description: EngineDescription,
    private readonly request: RunFrame['request'],
    private readonly startedAt: Date,
  ) {}

  /** True where there is something new to keep. */
  take(event: RunEvent): boolean {
    const before = this.record;
    this.record = foldRun(before, event);
    return this.record !== before;
  }

  /** If the run ended now. */
  result(elapsedSeconds: number, error = UNFINISHED): Result {
    const { description, request, startedAt } = this;
    return resultOf(this.record, { description, request, startedAt, elapsedSeconds, error, receipt: null });
  }
}
