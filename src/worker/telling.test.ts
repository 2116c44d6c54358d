/** From what the benchmark reports to events: what is told, what is only known, and that whoever listens knows the same. */
import { describe, expect, it } from 'vitest';
import { unmeasured, type Measurement } from '../benchmark/measurement';
import { shapeNamed } from '../model/shapes';
import { plannedTest } from '../benchmark/planned-test';
import { testsAt } from '../benchmark/suite/suite';
import { syntheticSource } from '../benchmark/workload';
import { seconds } from '../foundation/units';
import { resultsOf } from '../report/parts/entries';
import { EMPTY_RECORD, foldRun } from '../report/parts/fold';
import type { RunEvent } from '../report/run-event';
import { Telling } from './telling';
import { RECIPES } from '../kernels/recipe';
import { tokamark } from '../benchmark/tokamark';

const [DECODE, PREFILL] = testsAt(32, 8, [0], [4]).map((test) =>
  unmeasured(plannedTest({ contestant: tokamark(RECIPES.int4), config: shapeNamed('Fable') }, syntheticSource(), test)),
);

/** Its durations are invented, not measured. */
const timed = (begun: Measurement, status: Measurement['status'], ...taken: readonly number[]): Measurement => ({
  ...{ ...begun, status },
  state: {
    ...{ cold: seconds(1), warmUp: [], agreed: true, passes: 1, voided: [], leftOut: false },
    repetitions: taken.map((one, i) => ({ order: i, round: i, seconds: seconds(one), ended: seconds(i + 1) })),
  },
});

function listening() {
  const heard: RunEvent[] = [];
  return {
    heard,
    telling: new Telling(
      (event) => heard.push(event),
      () => undefined,
    ),
  };
}

describe('a measurement', () => {
  it('that has not begun is in the result and is not told of', () => {
    const { heard, telling } = listening();
    if (DECODE === undefined || PREFILL === undefined) throw new Error('two tests were asked for');
    telling.events.onReport('measurement', DECODE);
    telling.events.onReport('measurement', PREFILL);
    telling.events.onReport('measurement', timed(PREFILL, 'running', 0.5));
    expect(heard).toMatchObject([{ type: 'sample', final: false, entry: { test: 'pp32 b4' } }]);
    const { entries, roofs } = telling.record;
    expect(resultsOf(entries, roofs).map(({ test, status }) => [test, status])).toEqual([
      ['tg8 b4', 'cancelled'],
      ['pp32 b4', 'cancelled'],
    ]);
  });

  it('is told with the intervals of what ran beside it, so that whoever listens has what the engine has', () => {
    const { heard, telling } = listening();
    if (DECODE === undefined || PREFILL === undefined) throw new Error('two tests were asked for');
    telling.events.onReport('measurement', timed(DECODE, 'complete', 1, 1.1, 1.2, 1.3, 1.4));
    telling.events.onReport('measurement', timed(PREFILL, 'complete', 1, 1.1, 1.2, 1.3, 1.4));
    const record = heard.reduce(foldRun, EMPTY_RECORD);
    expect(record).toEqual(telling.record);
    expect(record.entries[1]?.entry).toEqual(resultsOf(record.entries, null)[1]);
  });
});

describe('the step that runs', () => {
  it('is told once by its title, as where the run stopped if nobody hears of its end', () => {
    const { heard, telling } = listening();
    const { onPlan, onProgress } = telling.events;
    onPlan([{ id: 'roofs', title: 'Measure roofs', expected: 1 }], null, false);
    onProgress('roofs', 0.5, '');
    onProgress('roofs', 1, '');
    onProgress('tune', 0, '');
    const told = heard.flatMap((event) => (event.type === 'parts' ? [event.parts.failure?.step] : []));
    expect(told).toEqual(['Measure roofs', 'tune']);
    expect(telling.record.failure?.code).toBe('unfinished');
  });
});

describe('a plan', () => {
  it('has steps whose shares add up to the whole', () => {
    const { heard, telling } = listening();
    telling.events.onPlan(
      [3, 1].map((expected) => ({ id: String(expected), title: '', expected })),
      null,
      false,
    );
    expect(heard).toMatchObject([{ type: 'plan', steps: [{ weight: 0.75 }, { weight: 0.25 }], headline: false }]);
  });
});
