/**
 * What a run has told so far as a result, for whoever must not lose it: a page whose worker had to be ended, a run that was
 * broken off with its tab or process. The engine's own result is always preferred.
 */
import { profileOf, SUITE } from '../benchmark/suite/suite';
import type { ErrorData } from '../foundation/errors';
import { replayRecord } from '../report/receipt/replay';
import {
  RESULT_SCHEMA,
  type Result,
  type ResultEntry,
  type Roofs,
  type Story,
  type Sustained,
  type Warning,
  type Waterfall,
} from '../report/schema';
import { formatRatios } from '../report/format-ratio';
import { withBandwidthShare } from '../report/roofs';
import { STATISTICS, withIntervals } from '../report/statistics';
import { waterfallsUnder } from '../report/waterfall';
import type { EngineDescription, RunEvent, RunRequest } from './protocol';

export interface Parts {
  readonly description: EngineDescription;
  readonly request: Pick<
    RunRequest,
    'shape' | 'formats' | 'tests' | 'repetitions' | 'sustained' | 'seed' | 'budgetSeconds' | 'receipt'
  > | null;
  readonly startedAt: Date;
  readonly elapsedSeconds: number;
  readonly status: 'cancelled' | 'failed';
  readonly error: ErrorData | null;
  readonly shrunk: readonly string[];
  readonly roofs: Roofs | null;
  readonly sustained: Sustained | null;
  readonly fidelity: Result['fidelity'];
  readonly waterfalls: readonly Waterfall[];
  readonly entries: readonly { readonly entry: ResultEntry; readonly final: boolean }[];
  readonly stories: readonly Story[];
  readonly warnings: readonly Warning[];
}

export function partialResult(parts: Parts): Result {
  const { description, request, error } = parts;
  const { engine, adapter, environment, warnings } = description;
  const replay = request?.receipt ?? null;
  // Each was told of when it was measured, with the others and the roofs as they were then.
  const results = withIntervals(
    parts.entries.map(({ entry, final }) => (final ? entry : { ...entry, status: 'cancelled' })),
  ).map((entry) => withBandwidthShare(entry, parts.roofs));
  return {
    schema: RESULT_SCHEMA,
    engine,
    adapter,
    environment,
    startedAt: parts.startedAt.toISOString(),
    elapsedSeconds: parts.elapsedSeconds,
    status: parts.status,
    error: error === null ? null : { ...error },
    // What was planned is the engine's to say.
    receipt: null,
    replay: replay === null ? null : replayRecord(replay, engine),
    suite: { name: SUITE, profile: request === null ? 'custom' : profileOf(request) },
    plan: { headline: false, budgetSeconds: request?.budgetSeconds ?? null, shrunk: [...parts.shrunk] },
    statistics: STATISTICS,
    roofs: parts.roofs,
    sustained: parts.sustained,
    waterfalls: parts.waterfalls.length === 0 ? null : waterfallsUnder(parts.waterfalls, parts.entries, parts.roofs),
    energy: null,
    guards: { periods: [], timestamps: null },
    results,
    formatRatios: formatRatios(results),
    scores: null,
    fidelity: parts.fidelity,
    stories: [...parts.stories],
    warnings: [...warnings, ...parts.warnings],
  };
}

/** Gathers the events of a run. */
export class PartialRun {
  private parts: Parts;

  constructor(description: EngineDescription, request: RunRequest, startedAt: Date) {
    this.parts = {
      ...{ description, request, startedAt, elapsedSeconds: 0, status: 'cancelled', error: null },
      ...{ shrunk: [], roofs: null, sustained: null, waterfalls: [], fidelity: null, entries: [] },
      ...{ stories: [], warnings: [] },
    };
  }

  /** True where there is something new to keep. */
  take(event: RunEvent): boolean {
    const { parts } = this;
    switch (event.type) {
      case 'plan':
        this.parts = { ...parts, shrunk: event.shrunk };
        return false;
      case 'waterfall':
        this.parts = { ...parts, waterfalls: [...parts.waterfalls, event.waterfall] };
        return true;
      case 'sample': {
        const others = parts.entries.filter(({ entry }) => entry.workloadId !== event.entry.workloadId);
        this.parts = { ...parts, entries: [...others, { entry: event.entry, final: event.final }] };
        return true;
      }
      case 'fidelity':
        this.parts = { ...parts, fidelity: event.fidelity };
        return true;
      case 'roofs':
        this.parts = { ...parts, roofs: event.roofs };
        return true;
      case 'sustained':
        this.parts = { ...parts, sustained: event.sustained };
        return true;
      case 'story':
        this.parts = { ...parts, stories: [...parts.stories, event.story] };
        return true;
      case 'warning':
        this.parts = { ...parts, warnings: [...parts.warnings, event.warning] };
        return true;
      default:
        return false;
    }
  }

  result(elapsedSeconds: number): Result {
    return partialResult({ ...this.parts, elapsedSeconds });
  }
}
