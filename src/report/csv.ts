/**
 * Results as CSV (RFC 4180), for a spreadsheet or a data frame: one row for each timed repetition, with everything that
 * identifies it on every row. A test that was not timed has one row without figures, so that it is not missed.
 */
import { adapterName } from './adapter-name';
import { hasBatches, ofSequence } from './batches';
import { csvText, type Cell } from './csv-text';
import type { Columns } from './parts/part';
import { PARTS } from './parts/parts';
import type { Result, ResultEntry } from './schema';

/** In the order of the columns: what ran, on what, and by what; then the repetition; then the figures of all; those of parts follow. */
export const CSV_COLUMNS = [
  'started_at',
  'engine',
  'engine_version',
  'commit',
  'shader_hash',
  'adapter',
  'software_adapter',
  'runtime',
  'runtime_version',
  'dawn',
  'operating_system',
  'protocol',
  'workload_id',
  'model',
  'weights',
  'parameters',
  'format',
  'phase',
  'test',
  'depth',
  'tokens',
  'batch',
  'delivery',
  'status',
  'repetition',
  'order',
  'seconds',
  'tokens_per_second',
  'ttft_seconds',
  'median_tokens_per_second',
  'low_tokens_per_second',
  'high_tokens_per_second',
  'bits_per_weight',
  'weight_bytes',
  'bytes_read_per_token',
  'peak_buffer_bytes',
  'error',
] as const;

type Row = Readonly<Record<(typeof CSV_COLUMNS)[number], Cell> & { tokens_per_second: number | null }>;

const partColumns = Object.values<{ readonly csv?: Columns }>(PARTS).flatMap(({ csv }) => csv ?? []);

/** Of the parts of a result that say something of each measured speed, such as its energy. */
export const PART_COLUMNS: readonly string[] = partColumns.flatMap(({ names }) => names);

/** Of one sequence of several; behind all others, and only in a result that has more than one sequence at once. */
export const SEQUENCE_COLUMNS = [
  'sequence_tokens_per_second',
  'step_seconds',
  'median_sequence_tokens_per_second',
  'low_sequence_tokens_per_second',
  'high_sequence_tokens_per_second',
  'median_step_seconds',
  'low_step_seconds',
  'high_step_seconds',
] as const;

/** Numbers as JSON has them, so that reading them gives the same doubles; a cell that a spreadsheet would run is made text. */
export function toCsv(...results: readonly Result[]): string {
  const several = results.some((result) => hasBatches(result.results));
  const data = results.flatMap((result) =>
    result.results.flatMap((entry) => {
      const ofParts = partColumns.flatMap(({ cells }) => cells(result, entry));
      return rowsOf(result, entry).map((row) => [
        ...CSV_COLUMNS.map((column) => row[column]),
        ...ofParts,
        ...(several ? sequenceCells(entry, row.tokens_per_second) : []),
      ]);
    }),
  );
  return csvText([...CSV_COLUMNS, ...PART_COLUMNS, ...(several ? SEQUENCE_COLUMNS : [])], data);
}

function rowsOf(result: Result, entry: ResultEntry): readonly Row[] {
  const samples = entry.tokensPerSecond?.samples ?? [];
  // Durations without samples are those of a format that failed its check: their speed is none.
  if (samples.length === 0) return [rowOf(result, entry, null)];
  return samples.map((_, index) => rowOf(result, entry, index));
}

/** In the order of SEQUENCE_COLUMNS. @param sample tokens per second of all in this repetition */
function sequenceCells(entry: ResultEntry, sample: number | null): Cell[] {
  const each = ofSequence(entry);
  const [rate, step] = [each?.tokensPerSecond ?? null, each?.stepSeconds ?? null];
  const { batch, phase } = entry;
  return [
    sample === null ? null : sample / batch,
    sample === null || phase === 'prefill' ? null : batch / sample,
    ...[rate, step].flatMap((one) => [one?.median ?? null, one?.low ?? null, one?.high ?? null]),
  ];
}

/** @param index of the repetition; null for none */
function rowOf(
  { engine, engines, adapter, environment, startedAt }: Result,
  entry: ResultEntry,
  index: number | null,
): Row {
  const { workload, model, tokensPerSecond, ttftSeconds } = entry;
  const duration = index === null ? undefined : entry.durations[index];
  return {
    started_at: startedAt,
    engine: entry.engine,
    engine_version: engines.find(({ id }) => id === entry.engine)?.version ?? engine.version,
    commit: engine.commit,
    shader_hash: engine.shaderHash,
    adapter: adapterName(adapter),
    software_adapter: adapter.software,
    runtime: environment.name,
    runtime_version: environment.version,
    dawn: environment.dawn,
    operating_system: environment.operatingSystem,
    protocol: workload.protocol,
    workload_id: entry.workloadId,
    model: model.name,
    weights: model.weights,
    parameters: model.parameters,
    format: entry.format,
    phase: entry.phase,
    test: entry.test,
    depth: entry.depth,
    tokens: entry.tokens,
    batch: entry.batch,
    delivery: entry.delivery,
    status: entry.status,
    repetition: index === null ? null : index + 1,
    order: duration?.order ?? null,
    seconds: duration?.seconds ?? null,
    tokens_per_second: index === null ? null : (tokensPerSecond?.samples[index] ?? null),
    ttft_seconds: index === null ? null : (ttftSeconds?.samples[index] ?? null),
    median_tokens_per_second: tokensPerSecond?.median ?? null,
    low_tokens_per_second: tokensPerSecond?.low ?? null,
    high_tokens_per_second: tokensPerSecond?.high ?? null,
    bits_per_weight: entry.bitsPerWeight,
    weight_bytes: entry.weightBytes,
    bytes_read_per_token: entry.bytesReadPerToken,
    peak_buffer_bytes: entry.peakBufferBytes,
    error: entry.error === null ? null : `${entry.error.message} ${entry.error.remedy}`,
  };
}
