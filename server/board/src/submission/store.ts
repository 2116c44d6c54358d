/**
 * All rows of one run in one statement, which is committed before anybody hears of it. What claims the challenge comes first, and all else
 * hangs on it: of two runs with one challenge, one writes all of its rows and the other none.
 */
import { sql } from 'kysely';
import type { Database } from '../database/open';
import { PREPARED } from '../database/prepared';
import { withRetries } from '../database/with-retries';
import { forgetRows, knownRows } from './known-rows';
import type { NewRun } from './run-rows';
import { lockRun, removeRun } from './stored-run';

/** @returns false where another run has its challenge: nothing was stored */
export async function storeRun({ write }: Database, run: NewRun): Promise<boolean> {
  const known = knownRows(write);
  try {
    await known.suite(run.suite);
    if (run.gpu !== null) await known.gpu(run.gpu);
    await known.workloads(run.workloads);
    const { rows } = await inOne(run, await known.implementation(run.implementation)).execute(write);
    return rows.length > 0;
  } catch (thrown) {
    forgetRows(write);
    throw thrown;
  }
}

const inOne = ({ rows, document }: NewRun, implementation: number) => sql<{ id: string }>`
  with given as materialized (
    select * from jsonb_to_record(${rows}::jsonb) as given(
      id text, nonce text, digest text, suite text, device text, public_key text, machine text,
      gpu_raw text, gpu text, engine text, modified boolean, browser text, os text, power text,
      state text, reasons jsonb, answer jsonb, about jsonb, token_hash text, stamps double precision[],
      samples jsonb, energy jsonb, digests jsonb, support jsonb, proofs jsonb, aliases jsonb)),
  claimed as (
    update challenges set used_at = clock_timestamp() from given
    where challenges.nonce = given.nonce and challenges.used_at is null
    returning challenges.nonce),
  device as (
    insert into devices (id, public_key, gpu_id, machine_name)
    select device, public_key, gpu, machine from given join claimed using (nonce)
    on conflict (id) do update set gpu_id = excluded.gpu_id,
      machine_name = case when devices.unnamed then null else excluded.machine_name end
    returning id, draw),
  run as (
    insert into runs (id, nonce, digest, suite_id, device_id, implementation_id, gpu_raw, gpu_id, engine, modified, browser,
      os, power_source, draw, state, reasons, answer, about, delete_token_hash, stamps, document)
    select given.id, nonce, digest, suite, device.id, ${implementation}::integer, gpu_raw, gpu, engine, modified, browser,
      os, power, draw, state, reasons, answer, about, token_hash, stamps, ${document}::bytea
    from given join device on device.id = given.device
    returning id),
  sample as (
    insert into samples (run_id, workload_id, metric, "values", median, low, high, outside_low, outside_share)
    select run.id, workload, metric, one."values", median, low, high, outside_low, outside_share
    from run, given, jsonb_to_recordset(given.samples) as one(workload text, metric text,
      "values" double precision[], median double precision, low double precision, high double precision,
      outside_low double precision, outside_share double precision)),
  joules as (
    insert into energy (run_id, workload_id, rung, boundary, draw, low, mid, high)
    select run.id, workload, rung, boundary, draw, low, mid, high
    from run, device, given, jsonb_to_recordset(given.energy) as one(workload text, rung text, boundary text,
      low double precision, mid double precision, high double precision)),
  seen as (
    insert into sample_digests (run_id, name, digest)
    select run.id, one.name, one.digest
    from run, given, jsonb_to_recordset(given.digests) as one(name text, digest text)),
  ran as (
    insert into support (run_id, format, browser, gpu_family, code)
    select run.id, one.format, one.browser, one.family, one.code
    from run, given, jsonb_to_recordset(given.support) as one(format text, browser text, family text, code text)),
  asked as (
    insert into proofs (run_id, format, seed, tokens)
    select run.id, one.format, one.seed, one.tokens
    from run, given, jsonb_to_recordset(given.proofs) as one(format text, seed bigint, tokens integer[])),
  named as (
    insert into gpu_aliases (raw)
    select one.raw from run, given, jsonb_array_elements_text(given.aliases) as one(raw)
    on conflict do nothing)
  select id from run ${PREPARED}`;

/** @param hash of the token. @returns false where there is no such run, or it is not this token that deletes it */
export function deleteRun({ write }: Database, id: string, hash: string): Promise<boolean> {
  return withRetries(() =>
    write.transaction().execute(async (transaction) => {
      const run = await lockRun(transaction, id, hash);
      if (run !== undefined) await removeRun(transaction, run);
      return run !== undefined;
    }),
  );
}
