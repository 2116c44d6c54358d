/** A server of this machine as the page asks it: for its models, and as a contestant. Browser only. */
import type { Contestant } from '../../benchmark/contestant';
import { unwrap } from '../../foundation/outcome';
import { seconds } from '../../foundation/units';
import { within } from '../within';
import type { ServerAsked } from './asked';
import { serverContestant, type OwnServer } from './contestant';
import { spawnLine } from './spawn-line';

export const serverFromPage = (own: Omit<OwnServer, 'openLine'>): Promise<Contestant> =>
  serverContestant({ ...own, openLine: spawnLine });

/** A list is short, and a person waits for it. */
const LIST_LIMIT = seconds(20);

/** @throws TokamarkError `peer` */
export async function modelsFromPage(server: Pick<ServerAsked, 'address' | 'key'>): Promise<readonly string[]> {
  const line = spawnLine();
  try {
    const wait = { limit: LIST_LIMIT, signal: null, name: 'The server' };
    return unwrap(await within(Promise.race([line.work.models(server), line.failed]), wait));
  } finally {
    line.end();
  }
}
