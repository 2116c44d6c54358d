/** `npm run bench:board -- plans`: how the database carries out the eight reads, as it says itself, kept in plans/. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { uniform } from '../../../src/foundation/random';
import { createApp } from '../../../server/board/src/api/app';
import { createLog } from '../../../server/board/src/api/log';
import { createMetrics } from '../../../server/board/src/api/metrics';
import { boardSecrets } from '../../../server/board/src/submission/secret';
import { openRecorded, type Statement } from '../../../server/board/test/recorded';
import { table } from '../markdown';
import { filledPlace, type PlaceOptions } from '../places';
import { knownRuns, pathOf, QUERIES } from '../queries';
import { readPlan, type PlanFacts } from './read-plan';

export async function* planSections(options: PlaceOptions): AsyncGenerator<string> {
  const place = await filledPlace(options);
  try {
    const recorded = await openRecorded(place.config);
    const { database } = recorded;
    const secrets = await boardSecrets(database);
    const checkProof = () => Promise.resolve('untested' as const);
    const app = createApp({ database, secrets, checkProof, log: createLog('silent'), metrics: createMetrics() });
    const known = await knownRuns(database);
    const random = uniform(options.seed);
    const texts: string[] = [];
    const rows: (readonly (string | number)[])[] = [];
    for (const name of QUERIES) {
      const path = pathOf(name, known, random);
      recorded.statements();
      // Once: what the process keeps of an answer would be asked of no database again.
      const { status } = await app.fetch(new Request(`http://board.test${path}`));
      const statements = recorded.statements().filter(({ sql }) => /^\s*(select|with)\b/i.test(sql));
      texts.push(`# ${name}\n\nGET ${path}, answered ${status}`);
      const facts: PlanFacts[] = [];
      for (const statement of statements) {
        // Warm, as the load is.
        await recorded.explain(statement);
        const plan = await recorded.explain(statement);
        facts.push(readPlan(plan));
        texts.push(`${statementText(statement)}\n\n${plan}`);
      }
      rows.push([name, status, ...sumOf(facts)]);
    }
    await database.close();
    const file = `${options.kind}-${options.runs}.txt`;
    writeFileSync(join(import.meta.dirname, file), `${texts.join('\n\n')}\n`);
    const head = ['read', 'status', 'statements', 'ms', 'buffers', 'indexes', 'read whole'];
    yield table(`Plans of the reads, ${options.kind}, ${options.runs} runs (plans/${file})`, head, rows);
  } finally {
    await place.remove();
  }
}

const statementText = ({ sql, parameters }: Statement): string =>
  `${sql}\n-- ${parameters.map((one) => JSON.stringify(one)).join(', ')}`;

function sumOf(facts: readonly PlanFacts[]): readonly (string | number)[] {
  const sum = (of: (facts: PlanFacts) => number): number => facts.reduce((all, one) => all + of(one), 0);
  const names = (of: (facts: PlanFacts) => readonly string[]): string =>
    [...new Set(facts.flatMap(of))].sort().join(', ') || '-';
  return [
    ...[facts.length, sum(({ milliseconds }) => milliseconds).toFixed(1), sum(({ buffers }) => buffers)],
    ...[names(({ indexes }) => indexes), names(({ scanned }) => scanned)],
  ];
}
