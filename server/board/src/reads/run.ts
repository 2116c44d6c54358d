/**
 * One run, for its page. Whoever has its id sees what its owner hears now: the id is drawn by chance, has 128 bits, and is listed nowhere but
 * of ranked runs. So a run in quarantine looks as if it were ranked there, and counts nowhere; an answer that told others less than its
 * owner would tell a forger what they want to know. What the operator has rejected is answered to nobody.
 */
import { z } from 'zod';
import { plainName } from '../../../../src/report/outside-text';
import { checkAnswerSchema, type AnsweredState, type Reason, type RunState } from '../contract/answers';
import { boundarySchema, rungSchema } from '../contract/reads/figure';
import type { BoardRun } from '../contract/reads/runs';
import type { Database } from '../database/open';
import { PREPARED } from '../database/prepared';
import { heardOf as heardReasons } from '../gates/list';
import { storedReasonsSchema } from '../gates/stored-reasons';
import { aboutSchema, type AboutRun } from '../submission/about';
import { keeper } from './keeper';
import { namedWorkload, withdrawnOf, WORKLOAD_COLUMNS, type Reading } from './known';
import { missing } from './missing';
import { figuresWithPlaces } from './places';

export type RunReads = (id: string) => Promise<BoardRun>;

const SECOND = 1000;
/** Each some ten kilobytes, and as much of text. */
const KEPT_RUNS = 2000;

/** Of a run as its row was, which says whatever may change of it but its places. */
interface Kept {
  readonly row: string;
  readonly answer: BoardRun;
}

/**
 * What a run is, and that it is still there, is read each time; its places among others are those of a minute ago at most, or of five where
 * nobody asked. With the run goes what was kept of it.
 */
export function runReads({ read, write }: Database): RunReads {
  const kept = keeper<Kept>({ most: KEPT_RUNS, freshMs: () => 60 * SECOND, staleMs: 300 * SECOND });
  const answered = async (from: Reading, id: string): Promise<BoardRun | null> => {
    const found = await rowOf(from, id);
    const heard = found === undefined ? null : heardOf(found);
    if (found === undefined || heard === null) {
      kept.drop(id);
      return null;
    }
    const row = JSON.stringify(found);
    const make = async (): Promise<Kept> => ({ row, answer: await answerOf(from, id, found, heard) });
    if (kept.peek(id)?.value.row !== row) kept.drop(id);
    const there = await kept.get(id, make);
    // Another was under way when the run became what it is.
    return (there.row === row ? there : await make()).answer;
  };
  return async (id) => {
    // A replica may not have it yet.
    const found = (await answered(read, id)) ?? (read === write ? null : await answered(write, id));
    if (found !== null) return found;
    throw missing('run', 'param.id', 'Look whether the link is whole; the run may have been deleted.');
  };
}

async function answerOf(read: Reading, id: string, row: Row, heard: Heard): Promise<BoardRun> {
  const { gpu_id: gpu, engine, modified, suite_id: suite, device_id: device } = row;
  const isPlaced = heard.state === 'ranked' && gpu !== null;
  const of = { id, suite, gpu: isPlaced ? gpu : null, engine, modified, device };
  const [figures, energy, formats] = await Promise.all([
    figuresWithPlaces(read, of),
    energyOf(read, id),
    formatsOf(read, id),
  ]);
  const about = aboutOf(row);
  const version = plainName(row.version, TEXT_LETTERS);
  return {
    ...{ id, receivedAt: row.received_at.toISOString(), ...heard },
    ...{ suite: { id: suite, withdrawn: withdrawnOf(row) }, engine, version, modified },
    ...{ browser: row.browser, os: row.os, power: row.power_source, declaredGpu: row.gpu_raw },
    gpu: gpu === null ? null : { id: gpu, name: row.name ?? gpu, kind: row.kind ?? '' },
    ...{ startedAt: about.startedAt, adapter: about.adapter, software: about.software, profile: about.profile },
    ...{ receipt: about.receipt === null ? null : { text: about.receipt }, machine: row.machine_name },
    confirmed: row.confirmed,
    implementation: { version, commit: plainName(row.commit, TEXT_LETTERS), shaderHash: row.shader_hash },
    ...{ figures: [...figures], energy: [...energy], formats },
  };
}

const TEXT_LETTERS = 60;

const rowOf = (read: Reading, id: string) =>
  read
    .selectFrom('runs')
    .innerJoin('devices', 'devices.id', 'runs.device_id')
    .innerJoin('suites', 'suites.id', 'runs.suite_id')
    .innerJoin('implementations', 'implementations.id', 'runs.implementation_id')
    .leftJoin('gpus', 'gpus.id', 'runs.gpu_id')
    .select(['runs.received_at', 'runs.suite_id', 'runs.device_id', 'runs.gpu_id', 'runs.gpu_raw', 'runs.engine'])
    .select(['runs.modified', 'runs.browser', 'runs.os', 'runs.power_source', 'runs.state', 'runs.reasons'])
    .select(['runs.answer', 'runs.about', 'devices.machine_name', 'devices.confirmed', 'gpus.name', 'gpus.kind'])
    .select(['suites.withdrawn_at', 'suites.withdrawn_why'])
    .select(['implementations.version', 'implementations.commit', 'implementations.shader_hash'])
    .where('runs.id', '=', id)
    .modifyEnd(PREPARED)
    .executeTakeFirst();

type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;

const formatsOf = (read: Reading, id: string) =>
  read
    .selectFrom('support')
    .select(['format', 'code'])
    .where('run_id', '=', id)
    .orderBy('format')
    .modifyEnd(PREPARED)
    .execute();

/** Of a run that was stored before this was kept, or shortened. */
function aboutOf({ about, received_at }: { about: unknown; received_at: Date }): AboutRun {
  const read = aboutSchema.safeParse(about);
  if (read.success) return read.data;
  return { startedAt: received_at.toISOString(), adapter: '', software: false, profile: 'custom', receipt: null };
}

interface Heard {
  readonly state: Exclude<AnsweredState, 'rejected'>;
  readonly reasons: Reason[];
}

/** Null of what nobody hears of any more. */
export function heardOf(row: {
  readonly state: RunState;
  readonly answer: unknown;
  readonly reasons: unknown;
}): Heard | null {
  switch (row.state) {
    case 'rejected':
      return null;
    case 'ranked':
      return { state: 'ranked', reasons: [] };
    case 'quarantined': {
      const { state, reasons } = checkAnswerSchema.parse(row.answer);
      return state === 'rejected' ? null : { state, reasons };
    }
    default:
      return { state: row.state, reasons: heardReasons(storedReasonsSchema.parse(row.reasons)).reasons };
  }
}

async function energyOf(read: Reading, id: string): Promise<BoardRun['energy']> {
  const rows = await read
    .selectFrom('energy')
    .innerJoin('workloads', 'workloads.id', 'energy.workload_id')
    .select(['energy.rung', 'energy.boundary', 'energy.low', 'energy.mid', 'energy.high'])
    .select([...WORKLOAD_COLUMNS])
    .where('energy.run_id', '=', id)
    .orderBy('workloads.format')
    .orderBy('workloads.phase')
    .orderBy('energy.rung')
    .modifyEnd(PREPARED)
    .execute();
  return rows.map(({ rung, boundary, low, mid, high, ...workload }) => {
    const { id: workloadId, test, format } = namedWorkload(workload);
    return { workloadId, test, format, unit: 'joules per token', ...origin.parse({ rung, boundary }), low, mid, high };
  });
}

const origin = z.object({ rung: rungSchema, boundary: boundarySchema });
