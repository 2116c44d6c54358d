/** The columns that are filled, in the order in which rows.ts gives them. */
export const COLUMNS = {
  devices: ['id', 'public_key', 'gpu_id', 'machine_name', 'confirmed', 'draw', 'first_seen'],
  challenges: ['nonce', 'suite_id', 'issued_at', 'expires_at', 'used_at'],
  commitments: ['nonce', 'k', 'hash', 'stamped_at'],
  runs: [
    ...['id', 'nonce', 'digest', 'suite_id', 'device_id', 'implementation_id', 'gpu_raw', 'gpu_id', 'engine'],
    ...['modified', 'browser', 'os', 'power_source', 'state', 'reasons', 'received_at', 'document', 'answer'],
    ...['delete_token_hash', 'about', 'stamps', 'draw'],
  ],
  samples: ['run_id', 'workload_id', 'metric', 'values', 'median', 'low', 'high', 'outside_low', 'outside_share'],
  sample_digests: ['run_id', 'name', 'digest'],
  support: ['run_id', 'format', 'browser', 'gpu_family', 'code'],
  energy: ['run_id', 'workload_id', 'rung', 'boundary', 'low', 'mid', 'high', 'draw'],
  cohorts: ['id', 'suite_id', 'workload_id', 'gpu_id', 'engine', 'modified', 'n', 'median'],
  cohort_members: ['cohort_id', 'device_id', 'value', 'runs', 'confirmed'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FilledTable = keyof typeof COLUMNS;

export const FILLED = Object.keys(COLUMNS).filter((name): name is FilledTable => name in COLUMNS);
