/** A result in the few lines that a person passes on: speeds, what was run, on what, and how to repeat it where that has an address. */
import { contestantName } from '../benchmark/whose';
import { testInWords } from '../benchmark/workload';
import { adapterName } from './adapter-name';
import { ofHeadline, ofLargest } from './headline';
import { basisOf, rangeOf } from './between-runs';
import { showFigure } from './digits';
import { NO_LINK } from './links/link-address';
import { oneLine } from './outside-text';
import { receiptLink } from './receipt/link';
import type { Result, ResultEntry } from './schema';
import { modelWords } from './which-model';

/** @param page the address that the link to repeat the run begins with; null where others could not open it (links/link-address.ts) */
export function shareText(result: Result, page: string | null): string {
  const { adapter, environment, engine, receipt } = result;
  const name = oneLine(adapterName(adapter));
  const where = [name, `${environment.name} ${environment.version}`, environment.operatingSystem]
    .map(oneLine)
    .join(', ');
  return [
    `Tokamark ${oneLine(engine.version)}: ${speeds(result)}`,
    // First of all that it is no GPU, where it is none.
    `${adapter.software ? 'SOFTWARE ADAPTER, not a GPU’s speed: ' : ''}${where}`,
    page === null
      ? NO_LINK
      : receipt === null
        ? `Measure yours: ${page}`
        : `Measure the same: ${receiptLink(receipt.text, page)}`,
  ].join('\n');
}

/** `writing 64 tokens (tg64): FP16 61.7 ± 0.9, INT4 171 ± 3 tokens/s`, of the tests with the least context; then of the most sequences at once. */
function speeds({ results, plan, status, failure, betweenRuns }: Result): string {
  const own = ofLargest(results);
  const said = (['decode', 'prefill'] as const).flatMap((phase) => {
    const entries = own.filter((entry) => entry.phase === phase && entry.tokensPerSecond !== null);
    const [first] = ofHeadline(entries).toSorted((a, b) => a.depth - b.depth);
    if (first === undefined) return [];
    const [most = first] = entries.filter(({ depth }) => depth === first.depth).toSorted((a, b) => b.batch - a.batch);
    const of = (one: ResultEntry): string => {
      const same = entries.filter(({ test }) => test === one.test).map((entry) => speedOf(entry, betweenRuns));
      return `${testInWords(one)}: ${same.join(', ')} tokens/s${one.batch === 1 ? '' : ' in all'}`;
    };
    return most.batch === first.batch ? [of(first)] : [of(first), `${most.batch} sequences at once, ${of(most)}`];
  });
  const [main] = own;
  if (said.length === 0 || main === undefined) return `no speed (${status})`;
  const early = status === 'complete' ? '' : ` (${ENDED[failure?.code === 'unfinished' ? 'unfinished' : status]})`;
  return `${oneLine(modelWords(main.model, plan))}, ${said.join('; ')}${early}`;
}

const ENDED = {
  cancelled: 'the run was cancelled',
  failed: 'the run failed',
  unfinished: 'the run did not finish',
} as const;

function speedOf(entry: ResultEntry, between: Result['betweenRuns']): string {
  const found = rangeOf(entry, 'tokensPerSecond', between);
  const basis = found === null || found.runs === 1 ? '' : ` ${basisOf(found.runs)}`;
  return `${oneLine(contestantName(entry))} ${found === null ? 'no speed' : `${showFigure(found.interval)}${basis}`}`;
}
