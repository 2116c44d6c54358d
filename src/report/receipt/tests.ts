/**
 * The tests of a receipt as one field of its link, and back: `tg64,pp512@d2048`. Tests that follow each other and differ in the number of
 * sequences alone are one item: `tg64@b1.4.16`.
 */
import { MOST_BATCH, testName, type Test } from '../../benchmark/workload';

/** Items of the field, and tests that they may stand for. */
const MOST_ITEMS = 32;
const MOST_TESTS = 256;

export function testsText(tests: readonly Test[]): string {
  const items: { readonly text: string; readonly batches: number[] }[] = [];
  for (const { phase, tokens, depth, batch } of tests) {
    const text = `${phase === 'prefill' ? 'pp' : 'tg'}${tokens}${depth === 0 ? '' : `@d${depth}`}`;
    const last = items.at(-1);
    if (last?.text === text) last.batches.push(batch);
    else items.push({ text, batches: [batch] });
  }
  return items
    .map(({ text, batches }) => (batches.every((batch) => batch === 1) ? text : `${text}@b${batches.join('.')}`))
    .join(',');
}

const ITEM = /^(pp|tg)([1-9]\d{0,6})(?:@d([1-9]\d{0,6}))?(?:@b([1-9]\d?(?:\.[1-9]\d?)*))?$/;

/** `refused` is what is wrong, to go on after the name of the field. A test without a batch is of one sequence. */
export function readTests(text: string): { readonly tests: readonly Test[] } | { readonly refused: string } {
  const items = text.split(',');
  if (items.length > MOST_ITEMS) return { refused: `must be at most ${MOST_ITEMS}` };
  const tests: Test[] = [];
  for (const item of items) {
    const [, phase, tokens, depth = '0', batches = '1'] = ITEM.exec(item) ?? [];
    if (phase === undefined) return { refused: 'must be such as pp512, tg64@d2048 or tg64@b1.4' };
    for (const batch of batches.split('.').map(Number)) {
      if (batch > MOST_BATCH) return { refused: `must be of at most ${MOST_BATCH} sequences` };
      tests.push({
        phase: phase === 'pp' ? 'prefill' : 'decode',
        ...{ tokens: Number(tokens), depth: Number(depth), batch },
      });
    }
  }
  if (tests.length > MOST_TESTS) return { refused: `must be at most ${MOST_TESTS}` };
  if (new Set(tests.map(testName)).size < tests.length) return { refused: 'must name each once' };
  return { tests };
}
