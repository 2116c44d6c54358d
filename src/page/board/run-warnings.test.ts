/** What the operator warns of, on the page of a run. */
import { expect, it } from 'vitest';
import { run } from '../fixtures/board-answers';
import { drawnBoard, here } from '../fixtures/drawn-board';

it('a run’s page says each warning of the operator once, above the figures, and of which workloads it is', () => {
  const warned = (warnings: readonly (string | null)[]): string => {
    const one = run();
    const figures = warnings.flatMap((warning, i) => {
      const figure = one.figures[i % 2];
      return figure === undefined || figure.place === null ? [] : [{ ...figure, place: { ...figure.place, warning } }];
    });
    return drawnBoard({ run: here(run({ figures })) }, { see: 'run', run: run().id });
  };
  const same = warned(['A driver <b>of May</b>\u202e is slow.', 'A driver <b>of May</b>\u202e is slow.', null]);
  expect(same).toMatch(
    /Warning from who runs this board, of INT4 tg64 and FP16 tg64:.*<bdi>A driver &lt;b>of May&lt;\/b> is slow\.<\/bdi>.*What it measured/s,
  );
  expect(same.match(/is slow/g)).toHaveLength(1);
  const apart = warned(['One.', 'Other.']);
  expect(apart).toMatch(/of INT4 tg64:.*One\..*of FP16 tg64:.*Other\./s);
  // A place of each measure: the workload is named once.
  expect(warned(['One.', null, 'One.'])).toContain('of INT4 tg64:');
  expect(warned([null, null])).not.toContain('Warning from');
});
