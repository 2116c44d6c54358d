/**
 * The tests of a receipt as one field of its link, and back: `tg64,pp512@d2048`. Tests that follow each other and differ in the number of
 * sequences alone are one item: `tg64@b1.4.16`. Batched decode says so: `tg64@batched`.
 */
import { deliveryOf, MOST_BATCH, testName, type Test } from '../../benchmark/workload';

/** Items of the field, and tests that they may stand for. */
const MOST_ITEMS = 32;
const MOST_TESTS = 256;

export function testsText(tests: readonly Test[]): string {
  const items: { readonly text: string; readonly end: string; readonly batches: number[] }[] = [];
  for (const test of tests) {
    const { phase, tokens, depth, batch } = test;
    const text = `${phase === 'prefill' ? 'pp' : 'tg'}${tokens}${depth === 0 ? '' : `@d${depth}`}`;
    const end = deliveryOf(test) === 'streamed' ? '' : '@batched';
    const last = items.at(-1);
    if (last?.text === text && last.end === end) last.batches.push(batch);
    else items.push({ text, end, batches: [batch] });
  }
  return items
    .map(({ text, end, batches }) => {
      const several = batches.every((batch) => batch === 1) ? '' : `@b${batches.join('.')}`;
      return `${text}${several}${end}`;
    })
    .join(',');
}

const ITEM = /^(pp|tg)([1-9]\d{0,6})(?:@d([1-9]\d{0,6}))?(?:@b([1-9]\d?(?:\.[1-9]\d?)*))?(@batched)?$/;

/** `refused` is what is wrong, to go on after the name of the field. A test without a batch is of one sequence. */
export function readTests(text: string): { readonly tests: readonly Test[] } | { readonly refused: string } {
  const items = text.split(',');
  if (items.length > MOST_ITEMS) return { refused: `must be at most ${MOST_ITEMS}` };
  const tests: Test[] = [];
  for (const item of items) {
    const [, phase, tokens, depth = '0', batches = '1', batched] = ITEM.exec(item) ?? [];
    if (phase === undefined || (phase === 'pp' && batched !== undefined)) {
      return { refused: 'must be such as pp512, tg64@d2048, tg64@b1.4 or tg64@batched' };
    }
    for (const batch of batches.split('.').map(Number)) {
      if (batch > MOST_BATCH) return { refused: `must be of at most ${MOST_BATCH} sequences` };
      tests.push({
        phase: phase === 'pp' ? 'prefill' : 'decode',
        ...{ tokens: Number(tokens), depth: Number(depth), batch },
        ...(batched === undefined ? {} : { delivery: 'batched' }),
      });
    }
  }
  if (tests.length > MOST_TESTS) return { refused: `must be at most ${MOST_TESTS}` };
  if (new Set(tests.map(testName)).size < tests.length) return { refused: 'must name each once' };
  return { tests };
}
