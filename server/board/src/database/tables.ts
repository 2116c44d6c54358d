/** The rows of the database as Kysely's queries are checked against; migrations/ makes them. Both databases have the same. */
import type { ColumnType, Generated } from 'kysely';
import type { Basis } from '../cohorts/basis';
import type { RunState } from '../contract/answers';

/** Read as a Date; written as one, or left to the database's clock. */
type Time = ColumnType<Date, Date | undefined, Date>;
/** Written as text: pg would take a list for an array of PostgreSQL. */
type Json = ColumnType<unknown, string, string>;

interface Suites {
  id: string;
  frozen_at: Time;
  withdrawn_at: Date | null;
  withdrawn_why: string | null;
}

interface Workloads {
  /** SHA-256 of what is computed. */
  id: string;
  suite_id: string;
  shape: string;
  format: string;
  phase: string;
  tokens: number;
  depth: number;
  batch: number;
  delivery: string;
  /** Which says where its medians are in counted_runs. */
  number: ColumnType<number, undefined, never>;
}

interface Implementations {
  id: Generated<number>;
  engine: string;
  version: string;
  commit: string;
  shader_hash: string;
}

interface Gpus {
  id: string;
  name: string;
  kind: string;
  /** GB/s by the catalogue. */
  bandwidth: number | null;
  source: string;
  /** Null of the catalogue's. */
  vendor: ColumnType<string | null, string | null | undefined, string | null>;
}

interface GpuAliases {
  /** Its key (gates/gpu.ts). */
  raw: string;
  /** Null while nobody has said which GPU it is. */
  gpu_id: string | null;
  first_seen: Time;
}

interface Devices {
  /** SHA-256 of the public key. */
  id: string;
  public_key: string;
  gpu_id: string | null;
  machine_name: string | null;
  /** By the operator: it has no name from then on. */
  unnamed: ColumnType<boolean, undefined, boolean>;
  confirmed: ColumnType<boolean, boolean | undefined, boolean>;
  /** The operator's word; null: none. */
  confirmed_as: ColumnType<boolean | null, undefined, boolean | null>;
  /** In [0, 1), of the database's own chance. */
  draw: ColumnType<number, undefined, never>;
  first_seen: Time;
}

interface Challenges {
  nonce: string;
  suite_id: string;
  issued_at: Date;
  expires_at: Date;
  /** By a run that was stored, and may have been deleted since. */
  used_at: ColumnType<Date | null, undefined, Date>;
}

interface Commitments {
  nonce: string;
  k: number;
  hash: string;
  stamped_at: Time;
}

interface Runs {
  id: string;
  nonce: string;
  /** Of the whole submission: a retry is known by it. */
  digest: string;
  suite_id: string;
  device_id: string;
  implementation_id: number;
  gpu_raw: string;
  gpu_id: string | null;
  engine: string;
  modified: boolean;
  browser: string;
  os: string;
  power_source: string;
  /** Of its device. */
  draw: number;
  state: RunState;
  reasons: Json;
  received_at: Time;
  /** The submission without signatures, gzip (submission/stored-document.ts). */
  document: Uint8Array;
  /** What the page of a run shows of it (submission/about.ts). */
  about: ColumnType<unknown, string | undefined, string>;
  /** As its owner hears it now, without the token. */
  answer: Json;
  delete_token_hash: string;
  /** When each link of its chain arrived, in milliseconds. */
  stamps: ColumnType<number[], number[] | undefined, number[]>;
}

/** Of a run that counts, for reads over many (submission/counted-rows.ts). */
interface CountedRuns {
  run_id: string;
  suite_id: string;
  gpu_id: string;
  engine: string;
  modified: boolean;
  implementation_id: number;
  device_id: string;
  /** Of the device, as the next. */
  confirmed: boolean;
  draw: number;
  browser: string;
  /** Without its version. */
  browser_name: string;
  os: string;
  power_source: string;
  received_at: Date;
  /** By the numbers of workloads; null of what the run has not measured. */
  medians: (number | null)[];
}

/** Of runs that are ranked once their proof has been checked. */
interface Proofs {
  run_id: string;
  format: string;
  seed: number;
  tokens: number[];
  tries: Generated<number>;
  /** Until then somebody is at it. */
  next_at: Time;
}

interface Samples {
  run_id: string;
  workload_id: string;
  metric: string;
  values: number[];
  median: number;
  low: number;
  high: number;
  /** Tokens per second by the server's clock at least, and the share of the time that its repetitions explain. */
  outside_low: ColumnType<number | null, number | null | undefined, number | null>;
  outside_share: ColumnType<number | null, number | null | undefined, number | null>;
}

interface Energy {
  run_id: string;
  workload_id: string;
  rung: string;
  /** What its power was counted of. */
  boundary: string;
  /** Of the run's device. */
  draw: number;
  /** Joules per token. */
  low: number;
  mid: number;
  high: number;
}

interface Support {
  run_id: string;
  format: string;
  browser: string;
  gpu_family: string;
  /** Null: it ran to its end. */
  code: string | null;
}

interface SampleDigests {
  /** Null of a run that was deleted. */
  run_id: string | null;
  name: string;
  digest: string;
}

interface Cohorts {
  id: Generated<number>;
  suite_id: string;
  workload_id: string;
  gpu_id: string;
  engine: string;
  modified: boolean;
  /** Devices, confirmed ones, and the runs that they sent. */
  devices: Generated<number>;
  confirmed: Generated<number>;
  runs: Generated<number>;
  /** Whose median it is (cohorts/basis.ts), and of how many devices. */
  basis: ColumnType<Basis, Basis | undefined, Basis>;
  n: number;
  median: number;
  low: number | null;
  high: number | null;
  guarded_low: number | null;
  guarded_high: number | null;
  /** Of all devices, whatever the basis is. */
  all_median: Generated<number>;
  all_low: number | null;
  all_high: number | null;
  all_guarded_low: number | null;
  all_guarded_high: number | null;
  warning: string | null;
  updated_at: Time;
}

interface CohortMembers {
  cohort_id: number;
  device_id: string;
  /** Of the device. */
  confirmed: ColumnType<boolean, boolean | undefined, boolean>;
  /** The median over its runs. */
  value: number;
  runs: number;
}

/** Its members by their value: those in [low, high). */
interface CohortBuckets {
  cohort_id: number;
  low: number;
  high: number;
  devices: number;
  confirmed: number;
  runs: number;
}

interface RateLimits {
  key: string;
  window_start: Date;
  count: number;
}

interface Salts {
  day: string;
  salt: string;
}

interface Audit {
  id: Generated<number>;
  at: Time;
  actor: string;
  act: string;
  subject: string;
  detail: Json;
}

interface Settings {
  key: string;
  value: string;
}

export interface Tables {
  suites: Suites;
  workloads: Workloads;
  implementations: Implementations;
  gpus: Gpus;
  gpu_aliases: GpuAliases;
  devices: Devices;
  challenges: Challenges;
  commitments: Commitments;
  runs: Runs;
  counted_runs: CountedRuns;
  proofs: Proofs;
  samples: Samples;
  energy: Energy;
  support: Support;
  sample_digests: SampleDigests;
  cohorts: Cohorts;
  cohort_members: CohortMembers;
  cohort_buckets: CohortBuckets;
  rate_limits: RateLimits;
  salts: Salts;
  audit: Audit;
  settings: Settings;
}
