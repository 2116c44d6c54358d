/** Fills an empty board with the rows of as many runs as asked: in bulk, but what a submission each would have left. */
import { gzipSync } from 'node:zlib';
import { SUITE } from '../../../src/benchmark/suite/suite';
import { ENGINE } from '../../../src/foundation/build';
import { loadCatalogue } from '../../../src/hardware/catalogue';
import type { Config } from '../../../server/board/src/config';
import { openDatabase } from '../../../server/board/src/database/open';
import { changeMembers } from '../../../server/board/src/submission/cohort-buckets';
import { setFigures } from '../../../server/board/src/submission/cohort-figures';
import { BUCKETS } from '../../../server/board/src/database/migrations/0009-cohort-buckets';
import { COUNTED } from '../../../server/board/src/database/migrations/0008-counted-runs';
import { honestSending, textOf } from '../../../server/board/src/fixtures/sent';
import { openRaw, type RawDatabase } from '../../../server/board/test/raw-database';
import { COLUMNS, FILLED, type FilledTable } from './columns';
import { withoutConstraints } from './constraints';
import { copyBytes, copyLine } from './copy-lines';
import { cohortsOf, rankedRunsByDevice } from './members';
import { isConfirmed, population, type Population } from './population';
import { addRun, at, deviceLine, IMPLEMENTATIONS, unknownName, UNKNOWN_NAMES, type Filling, type Lines } from './rows';
import { filledGpus, filledWorkloads, sampleShapes } from './workloads';

export interface FillOptions {
  readonly runs: number;
  readonly seed: number;
  /** Whole documents, or one byte in place of each: those of 10⁶ runs have tens of GB. */
  readonly documents: 'whole' | 'none';
  /** For who waits. */
  readonly say: (line: string) => void;
}

const SHAPES = 512;
/** Runs whose lines are held at once. */
const CHUNK = 4000;
/** Whose figures are made in one statement: as many as a standard run has. */
const COHORTS = 20;

export async function fill(config: Config['database'], options: FillOptions): Promise<void> {
  const { runs, seed, say } = options;
  const { presets } = await loadCatalogue();
  const gpus = filledGpus(presets, seed);
  const until = Date.now();
  const people = population({ runs, gpus: gpus.length, seed, until });
  const filling: Filling = {
    ...{ gpus, until, workloads: filledWorkloads(), shapes: sampleShapes(SHAPES, seed), population: people },
    ...{ confirmed: confirmedAmong(people), receipt: honestSending().result.receipt?.text ?? '' },
  };
  // The tables of this version, by the product.
  await (await openDatabase(config, () => undefined)).close();
  const raw = await openRaw(config);
  try {
    if (config.kind === 'postgres') {
      await raw.query("set maintenance_work_mem = '1GB'");
      await raw.query('set synchronous_commit = off');
    }
    await fillSmall(raw, filling);
    await prepareDocuments(raw, options);
    const restore = await withoutConstraints(raw);
    await fillDevices(raw, filling);
    await fillRuns(raw, filling, say);
    await fillCohorts(raw, filling);
    say('keys and indexes');
    await restore();
    say('runs that count');
    await raw.query(COUNTED);
    await raw.query(`insert into cohort_buckets ${BUCKETS}`);
    await raw.query('drop table fill_runs, fill_documents');
    await raw.query("select setval(pg_get_serial_sequence('cohorts', 'id'), (select max(id) from cohorts))");
    await raw.query('vacuum analyze');
  } finally {
    await raw.close();
  }
  say('figures of the cohorts');
  await makeFigures(config);
  // Where it has a clean end behind it, the next start has nothing to make good.
  const after = await openRaw(config);
  await after.query('vacuum analyze cohorts');
  await after.query('checkpoint');
  await after.close();
}

function confirmedAmong(people: Population): ReadonlySet<number> {
  const ranked = [...rankedRunsByDevice({ population: people })];
  const isOne = ([, runs]: (typeof ranked)[number]): boolean => isConfirmed(runs.map((run) => at(people.runs, run).at));
  return new Set(ranked.filter(isOne).map(([device]) => device));
}

async function fillSmall(raw: RawDatabase, { gpus, workloads }: Filling): Promise<void> {
  await raw.copyIn('suites', ['id'], copyLine([SUITE]));
  await raw.copyIn(
    'workloads',
    ['id', 'suite_id', 'shape', 'format', 'phase', 'tokens', 'depth', 'batch', 'delivery'],
    workloads
      .map(({ entry: { workloadId, model, format, phase, tokens, depth, batch, delivery } }) =>
        copyLine([workloadId, SUITE, model.name, format, phase, tokens, depth, batch, delivery]),
      )
      .join(''),
  );
  const rows = gpus.map((one) => copyLine([one.id, one.name, one.class, one.memoryBandwidthGBs, one.source]));
  await raw.copyIn('gpus', ['id', 'name', 'kind', 'bandwidth', 'source'], rows.join(''));
  // What the catalogue knows has no alias: these wait for the operator.
  const aliases = Array.from({ length: UNKNOWN_NAMES }, (_, i) => copyLine([unknownName(i)]));
  await raw.copyIn('gpu_aliases', ['raw'], aliases.join(''));
  const versions = Array.from({ length: IMPLEMENTATIONS }, (_, i) =>
    copyLine([i + 1, ENGINE, `0.${i + 1}.0`, 'x', 'y']),
  );
  await raw.copyIn('implementations', ['id', 'engine', 'version', 'commit', 'shader_hash'], versions.join(''));
  await raw.query(
    "select setval(pg_get_serial_sequence('implementations', 'id'), (select max(id) from implementations))",
  );
}

/** The same for all runs of a profile, of a real one's size. */
async function prepareDocuments(raw: RawDatabase, { documents }: FillOptions): Promise<void> {
  await raw.query('create unlogged table fill_runs as select * from runs limit 0');
  await raw.query('create unlogged table fill_documents (key bytea, document bytea)');
  const sending = honestSending();
  const quick = filledWorkloads().filter(({ isQuick }) => isQuick);
  const ids = new Set(quick.map(({ entry }) => entry.workloadId));
  const results = sending.result.results.filter(({ workloadId }) => ids.has(workloadId));
  const texts = [await textOf({ ...sending, result: { ...sending.result, results } }), await textOf(sending)];
  const lines = texts.map((text, i) =>
    copyLine([
      copyBytes(Uint8Array.of(i + 1)),
      copyBytes(documents === 'whole' ? gzipSync(text) : Uint8Array.of(i + 1)),
    ]),
  );
  await raw.copyIn('fill_documents', ['key', 'document'], lines.join(''));
}

async function fillDevices(raw: RawDatabase, filling: Filling): Promise<void> {
  const first = new Map<number, number>();
  for (const { device, at } of filling.population.runs) if (!first.has(device)) first.set(device, at);
  const order = [...first];
  for (let from = 0; from < order.length; from += 10 * CHUNK) {
    const lines = order.slice(from, from + 10 * CHUNK).map(([device, at]) => deviceLine(filling, device, at));
    await raw.copyIn('devices', COLUMNS.devices, lines.join(''));
  }
}

async function fillRuns(raw: RawDatabase, filling: Filling, say: FillOptions['say']): Promise<void> {
  const { length } = filling.population.runs;
  for (let from = 0; from < length; from += CHUNK) {
    const lines: Lines = {};
    const end = Math.min(from + CHUNK, length);
    for (let index = from; index < end; index++) addRun(lines, filling, index);
    for (const table of FILLED) await copyTable(raw, table, lines[table] ?? []);
    if (end % (25 * CHUNK) === 0 || end === length) say(`${end} of ${length} runs`);
  }
}

async function copyTable(raw: RawDatabase, table: FilledTable, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const columns = COLUMNS[table];
  if (table !== 'runs') return raw.copyIn(table, columns, lines.join(''));
  await raw.copyIn('fill_runs', columns, lines.join(''));
  const taken = columns.map((name) => (name === 'document' ? 'fill_documents.document' : `fill_runs.${name}`));
  await raw.query(
    `insert into runs (${columns.join(', ')}) select ${taken.join(', ')}
    from fill_runs join fill_documents on fill_documents.key = fill_runs.document order by fill_runs.received_at`,
  );
  await raw.query('truncate fill_runs');
}

async function fillCohorts(raw: RawDatabase, filling: Filling): Promise<void> {
  const { lines, members } = cohortsOf(filling);
  await raw.copyIn('cohorts', COLUMNS.cohorts, lines.join(''));
  for (const chunk of members()) await raw.copyIn('cohort_members', COLUMNS.cohort_members, chunk);
}

/** By the product's own function, which a submission calls too. */
async function makeFigures(config: Config['database']): Promise<void> {
  const database = await openDatabase(config, () => undefined);
  try {
    const cohorts = await database.write.selectFrom('cohorts').select('id').orderBy('id').execute();
    await database.write.transaction().execute(async (transaction) => {
      for (let from = 0; from < cohorts.length; from += COHORTS) {
        const ids = cohorts.slice(from, from + COHORTS).map(({ id }) => id);
        await setFigures(transaction, ids, await changeMembers(transaction, ids, { before: [], after: [] }));
      }
    });
  } finally {
    await database.close();
  }
}
