/** The first tables. Times are the database's clock, texts are bounded by what the schemas of requests let through. */
import { sql, type Kysely, type Migration } from 'kysely';

/** The eight reads of a board that the indexes are for; `npm run bench:board` will time them by these names. */
const STATEMENTS = [
  `create table suites (
    id text primary key,
    frozen_at timestamptz not null default now(),
    withdrawn_at timestamptz,
    withdrawn_why text)`,
  `create table workloads (
    id text primary key,
    suite_id text not null references suites,
    shape text not null,
    format text not null,
    phase text not null,
    tokens integer not null,
    depth integer not null,
    batch integer not null,
    delivery text not null)`,
  `create table implementations (
    id integer generated always as identity primary key,
    engine text not null,
    version text not null,
    commit text not null,
    shader_hash text not null,
    unique (engine, version, commit, shader_hash))`,
  `create table gpus (
    id text primary key,
    name text not null,
    kind text not null,
    bandwidth double precision,
    source text not null)`,
  `create table gpu_aliases (
    raw text primary key,
    gpu_id text references gpus,
    first_seen timestamptz not null default now())`,
  // What nobody has named yet, oldest first: the operator's list.
  `create index gpu_aliases_pending on gpu_aliases (first_seen) where gpu_id is null`,
  `create table devices (
    id text primary key,
    public_key text not null unique,
    gpu_id text references gpus,
    machine_name text,
    confirmed boolean not null default false,
    -- By which a sample of devices is drawn (cohorts/device-sample.ts).
    draw double precision not null default random(),
    first_seen timestamptz not null default now())`,
  `create table challenges (
    nonce text primary key,
    suite_id text not null references suites,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    -- By a run that was stored, and may have been deleted since.
    used_at timestamptz)`,
  `create index challenges_expired on challenges (expires_at)`,
  `create table commitments (
    nonce text not null references challenges on delete cascade,
    k integer not null,
    hash text not null,
    stamped_at timestamptz not null default clock_timestamp(),
    primary key (nonce, k))`,
  `create table runs (
    id text primary key,
    nonce text not null unique,
    digest text not null,
    suite_id text not null references suites,
    device_id text not null references devices,
    implementation_id integer not null references implementations,
    gpu_raw text not null,
    gpu_id text references gpus,
    engine text not null,
    modified boolean not null,
    browser text not null,
    os text not null,
    power_source text not null,
    state text not null check (state in ('ranked', 'practice', 'pending', 'quarantined', 'rejected', 'failed')),
    reasons jsonb not null,
    received_at timestamptz not null default now(),
    document bytea not null,
    -- As it was answered first, and is again to whoever sends the same again.
    answer jsonb not null,
    delete_token_hash text not null)`,
  // Read "latest runs": newest first, with the id for those of one moment.
  `create index runs_latest on runs (received_at desc, id) where state = 'ranked'`,
  // Reads "runs of a device", also for the one value that it has in a cohort.
  `create index runs_of_device on runs (device_id, suite_id, received_at desc)`,
  // Reads "one GPU across browsers" and "change over time".
  `create index runs_of_gpu on runs (gpu_id, received_at desc) where state = 'ranked'`,
  // For the operator.
  `create index runs_waiting on runs (state, received_at) where state in ('pending', 'quarantined')`,
  `create table samples (
    run_id text not null references runs on delete cascade,
    workload_id text not null references workloads,
    metric text not null,
    values double precision[] not null,
    median double precision not null,
    low double precision not null,
    high double precision not null,
    primary key (run_id, workload_id, metric))`,
  // Read "runs of a workload by speed", which filters compute over.
  `create index samples_of_workload on samples (workload_id, metric, median desc, run_id)`,
  `create table energy (
    run_id text not null references runs on delete cascade,
    workload_id text not null references workloads,
    rung text not null,
    low double precision not null,
    mid double precision not null,
    high double precision not null,
    primary key (run_id, workload_id, rung))`,
  // Read "speed against joules".
  `create index energy_of_workload on energy (workload_id, rung, mid)`,
  `create table support (
    run_id text not null references runs on delete cascade,
    format text not null,
    browser text not null,
    gpu_family text not null,
    -- Null: it ran to its end.
    code text,
    primary key (run_id, format))`,
  // Read "support matrix".
  `create index support_matrix on support (format, browser, gpu_family)`,
  // By which samples are known again (gates/samples.ts).
  `create table sample_digests (
    run_id text not null references runs on delete cascade,
    name text not null,
    digest text not null)`,
  `create index sample_digests_of_run on sample_digests (run_id)`,
  `create index sample_digests_known on sample_digests (digest)`,
  `create table cohorts (
    id integer generated always as identity primary key,
    suite_id text not null references suites,
    workload_id text not null references workloads,
    gpu_id text not null references gpus,
    engine text not null,
    modified boolean not null,
    n integer not null,
    median double precision not null,
    -- Null of fewer than five devices.
    low double precision,
    high double precision,
    guarded_low double precision,
    guarded_high double precision,
    warning text,
    updated_at timestamptz not null default now(),
    unique (workload_id, gpu_id, engine, modified, suite_id))`,
  // Read "board of a workload", page by page.
  `create index cohorts_by_speed on cohorts (suite_id, workload_id, median desc, id)`,
  // Read "everything of a GPU".
  `create index cohorts_of_gpu on cohorts (gpu_id, suite_id)`,
  `create table cohort_members (
    cohort_id integer not null references cohorts on delete cascade,
    device_id text not null references devices on delete cascade,
    value double precision not null,
    runs integer not null,
    primary key (cohort_id, device_id))`,
  // Read "place within a cohort".
  `create index cohort_members_by_value on cohort_members (cohort_id, value desc)`,
  `create index cohort_members_of_device on cohort_members (device_id)`,
  `create table rate_limits (
    key text not null,
    window_start timestamptz not null,
    count integer not null,
    primary key (key, window_start))`,
  `create index rate_limits_old on rate_limits (window_start)`,
  `create table salts (
    day date primary key,
    salt text not null)`,
  `create table audit (
    id integer generated always as identity primary key,
    at timestamptz not null default now(),
    actor text not null,
    act text not null,
    subject text not null,
    detail jsonb not null)`,
  `create table settings (
    key text primary key,
    value text not null)`,
];

export const tables: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
