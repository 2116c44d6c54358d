/** A run of the board as a duel, so that another machine can measure the same: as a link of the page has it, and as a card shows it. */
import type { BoardRun } from '../../../server/board/src/contract/reads/runs';
import { HEADLINE_TESTS } from '../../benchmark/suite/suite';
import { testName } from '../../benchmark/workload';
import { TokamarkError } from '../../foundation/errors';
import { isLong, MOST_REPETITIONS, NAME_LETTERS, type Duel, type DuelFigure } from '../../report/links/duel';
import { encodeDuel } from '../../report/links/duel-link';
import { plainName } from '../../report/outside-text';
import { parseReceipt } from '../../report/receipt/link';
import { receiptOfShape } from '../../report/receipt/receipt';

/** Its fragment. Null where it has nothing that another machine could measure too. */
export async function linkOfRun(run: BoardRun): Promise<string | null> {
  const duel = duelOfRun(run);
  return duel === null ? null : encodeDuel(duel).catch(unlessUnfit);
}

/** Null where it has nothing that another machine could measure too. */
export function duelOfRun(run: BoardRun): Duel | null {
  try {
    return made(run);
  } catch (thrown) {
    return unlessUnfit(thrown);
  }
}

/** What the run's receipt or figures are not fit for: the run is shown without it. */
function unlessUnfit(thrown: unknown): null {
  if (thrown instanceof TokamarkError) return null;
  throw thrown;
}

function made(run: BoardRun): Duel | null {
  const { receipt, software, startedAt, suite, browser } = run;
  if (receipt === null) return null;
  const whole = parseReceipt(receipt.text);
  if (!('shape' in whole.model)) return null;
  const { shape } = whole.model;
  const tests = whole.tests.filter(
    (test) => HEADLINE_TESTS.some((one) => testName(one) === testName(test)) && !isLong(test),
  );
  const figures = whole.formats.flatMap((format) =>
    tests.flatMap((test): readonly DuelFigure[] => {
      const name = testName(test);
      const own = run.figures.find(
        (one) => one.format === format && one.test === name && one.metric === 'tokensPerSecond',
      );
      if (own === undefined) return [];
      const { workloadId, median, low, high, samples } = own;
      return [{ workloadId, format, test, speed: { median, low, high, samples }, share: null }];
    }),
  );
  // As the page's headline: what is written before what is read, INT4 before the others.
  const rank = ({ test, format }: DuelFigure): number =>
    (test.phase === 'decode' ? 0 : 2) + (format === 'int4' ? 0 : 1);
  const [first, ...others] = figures.toSorted((a, b) => rank(a) - rank(b));
  if (first === undefined) return null;
  const duel = {
    ...{ ...whole, tests, sustained: null, fidelity: null, line: [], waterfalls: false },
    formats: whole.formats.filter((format) => figures.some((one) => one.format === format)),
    repetitions: Math.min(whole.repetitions, MOST_REPETITIONS),
  };
  return {
    machine: {
      name: plainName(run.gpu?.name ?? run.declaredGpu, NAME_LETTERS),
      software,
      runtime: plainName(browser, NAME_LETTERS),
    },
    date: startedAt.slice(0, 10),
    suite: suite.id,
    receipt: receiptOfShape(shape, duel),
    figures: [first, ...others],
  };
}
