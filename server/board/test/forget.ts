/** A challenge as if no run had answered it. The product has no way to that. */
import { sql } from 'kysely';
import type { Database } from '../src/database/open';

export async function forgetRun({ write }: Database, nonce: string): Promise<void> {
  await write.deleteFrom('runs').where('nonce', '=', nonce).execute();
  // Its samples would stay known, and everything that is like it a copy.
  await write.deleteFrom('sample_digests').where('run_id', 'is', null).execute();
  await sql`update challenges set used_at = null where nonce = ${nonce}`.execute(write);
}
