/** Whether a speed is good: against the kept runs of the very same work, of a GPU among GPUs and of a software adapter among those. */
import { mainFormat } from './main-format';
import { ofHeadline } from './headline';
import type { Result, ResultEntry } from './schema';

/** A sentence; empty where no other run has done the same work. */
export function amongRuns(result: Result, runs: readonly Result[]): string {
  const own = decodeOf(result);
  const speed = own?.tokensPerSecond ?? null;
  if (own === null || speed === null) return '';
  const others = runs.flatMap((run) => {
    if (run.startedAt === result.startedAt || run.adapter.software !== result.adapter.software) return [];
    const entry = run.results.find((one) => one.workloadId === own.workloadId && one.engine === own.engine);
    return entry?.tokensPerSecond ?? [];
  });
  if (others.length === 0) return '';
  const slower = others.filter(({ high }) => high < speed.low).length;
  const faster = others.filter(({ low }) => low > speed.high).length;
  const alike = others.length - slower - faster;
  const of = others.length === 1 ? 'Beside the other run' : `Among the ${others.length} other runs`;
  const counts = [
    ...(slower > 0 ? [`faster than ${slower}`] : []),
    ...(faster > 0 ? [`slower than ${faster}`] : []),
    ...(alike > 0 ? [`not clearly different from ${alike}`] : []),
  ];
  return `${of} of the same work in this browser, ${own.format.toUpperCase()} is ${counts.join(', ')}.`;
}

function decodeOf({ results }: Result): ResultEntry | null {
  const decode = ofHeadline(results).filter(
    ({ phase, tokensPerSecond }) => phase === 'decode' && tokensPerSecond !== null,
  );
  const format = mainFormat([...new Set(decode.map((entry) => entry.format))]);
  return decode.find((entry) => entry.format === format) ?? null;
}
