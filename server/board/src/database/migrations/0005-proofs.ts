/** Proofs that are checked once their run is stored, and what a run is judged by again: stamps, and samples that are known for good. */
import { sql, type Kysely, type Migration } from 'kysely';

const STATEMENTS = [
  // Whoever takes one has it until next_at: then somebody else may, where it has not been settled.
  `create table proofs (
    run_id text primary key references runs on delete cascade,
    format text not null,
    seed bigint not null,
    tokens integer[] not null,
    tries integer not null default 0,
    next_at timestamptz not null default now())`,
  `create index proofs_next on proofs (next_at)`,
  // When the links of its chain arrived, in milliseconds: commitments go with their challenge.
  `alter table runs add column stamps double precision[] not null default '{}'`,
  // What the stamps say of its rate (challenge/bounds.ts).
  `alter table samples add column outside_low double precision, add column outside_share double precision`,
  // A copy is one also where what it was copied from has been deleted.
  `alter table sample_digests drop constraint sample_digests_run_id_fkey`,
  `alter table sample_digests alter column run_id drop not null`,
  `alter table sample_digests add constraint sample_digests_run_id_fkey
    foreign key (run_id) references runs on delete set null`,
  // What the catalogue can say by itself is asked of it each time, so that it may be corrected.
  `delete from gpu_aliases where gpu_id is not null`,
  `delete from gpu_aliases as one using gpu_aliases as other
    where lower(one.raw collate "C") = lower(other.raw collate "C") and one.raw > other.raw`,
  `update gpu_aliases set raw = lower(raw collate "C")`,
];

export const proofs: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
