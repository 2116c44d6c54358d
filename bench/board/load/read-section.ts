/** As many reads as are answered. */
import { uniform } from '../../../src/foundation/random';
import { table } from '../markdown';
import { asksOf, LOADS, QUERIES, type Asks, type QueryName } from '../queries';
import type { Client } from './ask';
import { closedLoop } from './closed-loop';
import type { Setting } from './setting';
import { showTimes, timesOf } from './times';
import { countsOf, perSecond } from './told';
import { PROCESSORS, type Usage } from './usage';

const READERS = 16;

export async function* readSection(
  client: Client,
  { options, known, use }: Setting & { readonly use: Usage },
): AsyncGenerator<string> {
  const random = uniform(options.seed + 1);
  const most = async (asks: Asks, names: readonly QueryName[]): Promise<readonly (string | number)[]> => {
    const statuses: number[] = [];
    const used = use();
    const done = await closedLoop(READERS, options.seconds, async () => {
      statuses.push((await client.ask(asks.next(names).asked)).status);
    });
    const { milliseconds, seconds } = done;
    return [perSecond(done), ...showTimes(timesOf(milliseconds)).slice(1), used(seconds), countsOf(statuses)];
  };
  const rows: (readonly (string | number)[])[] = [];
  for (const load of LOADS.toReversed()) {
    const asks = asksOf(load, known, random);
    await closedLoop(READERS, options.warm, () => client.ask(asks.next(QUERIES).asked));
    rows.unshift([`all eight alike, ${load}`, ...(await most(asks, QUERIES))]);
  }
  const asks = asksOf(LOADS[0], known, random);
  for (const name of QUERIES) rows.push([name, ...(await most(asks, [name]))]);
  yield table(
    `Most reads: ${READERS} at once, each asking again at its answer, ${options.seconds} s each after ${options.warm} s of all eight, no cache of HTTP`,
    ['read', 'per second', 'p50', 'p99', 'max', PROCESSORS, 'answers'],
    rows,
  );
}
