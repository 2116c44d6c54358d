/**
 * Rows that many runs refer to and that do not change: each process writes those that it meets once, apart from any run, so that no run
 * waits for another one's. What it has seen there it takes for granted.
 */
import { sql, type Kysely } from 'kysely';
import type { Preset } from '../../../../src/hardware/catalogue';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import type { Tables } from '../database/tables';
import { ofRankedWorkloads } from '../gates/entries';

/** What rows a run refers to. */
export interface Refers {
  readonly suite: string;
  readonly gpu: GpuRow | null;
  /** In one order, so that two who write the same ones never wait for each other. */
  readonly workloads: readonly ReturnType<typeof rowOf>[];
  readonly implementation: ImplementationRow;
}

type GpuRow = Pick<Preset, 'id' | 'name' | 'class' | 'memoryBandwidthGBs' | 'source'>;

interface ImplementationRow {
  readonly engine: string;
  readonly version: string;
  readonly commit: string;
  readonly shader_hash: string;
}

/** Of workloads those that are ranked: their ids say what they are (gates/import.ts). */
export function refersTo(suite: string, result: Result, preset: Preset | null): Refers {
  const { name: engine, version, commit, shaderHash: shader_hash } = result.engine;
  const rows = new Map(ofRankedWorkloads(result).map((entry) => [entry.workloadId, rowOf(entry, suite)]));
  return {
    suite,
    gpu: preset === null ? null : gpuRowOf(preset),
    workloads: [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    implementation: { engine, version, commit, shader_hash },
  };
}

const gpuRowOf = ({ id, name, class: kind, memoryBandwidthGBs, source }: Preset): GpuRow => ({
  ...{ id, name, class: kind, memoryBandwidthGBs, source },
});

/** Whoever sends sixty versions an hour does not fill the memory. */
const MOST_KEPT = 5000;

class KnownRows {
  private readonly implementations = new Map<string, number>();
  private readonly others = new Set<string>();

  constructor(private readonly database: Kysely<Tables>) {}

  suite(id: string): Promise<void> {
    return this.once(`suite ${id}`, async () => {
      await this.database
        .insertInto('suites')
        .values({ id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }

  /** As the catalogue has it now, whatever an older one said. */
  gpu(row: GpuRow): Promise<void> {
    return this.once(`gpu ${row.id}`, () => writeGpu(this.database, row));
  }

  async workloads(rows: Refers['workloads']): Promise<void> {
    const unknown = rows.filter(({ id }) => !this.others.has(`workload ${id}`));
    if (unknown.length === 0) return;
    // One that is there already would take a number all the same, and the medians of a run reach to the largest.
    const ids = unknown.map(({ id }) => id);
    const found = await this.database.selectFrom('workloads').select('id').where('id', 'in', ids).execute();
    const there = new Set(found.map(({ id }) => id));
    const missing = unknown.filter(({ id }) => !there.has(id));
    if (missing.length > 0) {
      await this.database
        .insertInto('workloads')
        .values(missing)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    for (const id of ids) this.keep(`workload ${id}`);
  }

  async implementation(row: ImplementationRow): Promise<number> {
    const { engine, version, commit, shader_hash } = row;
    const key = JSON.stringify([engine, version, commit, shader_hash]);
    const known = this.implementations.get(key);
    if (known !== undefined) return known;
    const made = await this.database
      .insertInto('implementations')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    const { id } = made ?? (await this.found(row));
    if (this.implementations.size >= MOST_KEPT) this.implementations.clear();
    this.implementations.set(key, id);
    return id;
  }

  private found(row: ImplementationRow): Promise<{ id: number }> {
    let query = this.database.selectFrom('implementations').select('id');
    for (const column of ['engine', 'version', 'commit', 'shader_hash'] as const) {
      query = query.where(column, '=', row[column]);
    }
    return query.executeTakeFirstOrThrow();
  }

  private async once(key: string, write: () => Promise<void>): Promise<void> {
    if (this.others.has(key)) return;
    await write();
    this.keep(key);
  }

  private keep(key: string): void {
    if (this.others.size >= MOST_KEPT) this.others.clear();
    this.others.add(key);
  }
}

/** One that is there is written again only where something of it is other. */
export async function writeGpu(
  database: Kysely<Tables>,
  { id, name, class: kind, memoryBandwidthGBs: bandwidth, source }: GpuRow,
): Promise<void> {
  await database
    .insertInto('gpus')
    .values({ id, name, kind, bandwidth, source })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ name, kind, bandwidth, source })
        .where(
          sql<boolean>`(gpus.name, gpus.kind, gpus.bandwidth, gpus.source) is distinct from
            (excluded.name, excluded.kind, excluded.bandwidth, excluded.source)`,
        ),
    )
    .execute();
}

const rowOf = ({ workloadId, model, format, phase, tokens, depth, batch, delivery }: ResultEntry, suite: string) => ({
  ...{ id: workloadId, suite_id: suite, shape: model.name, format, phase },
  ...{ tokens, depth, batch, delivery },
});

const each = new WeakMap<Kysely<Tables>, KnownRows>();

export function knownRows(database: Kysely<Tables>): KnownRows {
  const known = each.get(database) ?? new KnownRows(database);
  each.set(database, known);
  return known;
}

/** Something of it may be gone: an export was restored. */
export const forgetRows = (database: Kysely<Tables>): boolean => each.delete(database);
