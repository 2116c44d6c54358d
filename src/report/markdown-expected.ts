/** What the rest of a run lets expect of each test and of each site of the headline's token, beside what was measured. */
import { contestantName } from '../benchmark/whose';
import { expectedOfRun, farOff } from './cost-model/own-run';
import { inMarkdown } from './outside-text';
import type { Section } from './parts/part';
import { showSeconds } from './quantity';
import type { ExpectedOfRun } from './schema/expected';
import { left, right, sheetMarkdown, sheetOf, softwareMark } from './table';

type Test = ExpectedOfRun['tests'][number];
type Site = ExpectedOfRun['sites'][number];

const ABOUT =
  'A cost model of the run expects each test from its other models, and from other formats where no other model ran the test. Seconds are of a step of decode, or to the first token.';
const ABOUT_SITES =
  'Each site of a token of the largest model, expected from the sites of the others: seconds of one pass over it, as the tuner timed it. How sure these are is not known.';

export const expectedSection: Section = (result) => {
  const expected = expectedOfRun(result);
  if (expected === null) return '';
  const tests = sheetOf<Test>(
    [
      left('model', ({ model }) => model),
      left('test', (one) => `${contestantName(one)} ${one.test}`),
      left('from other', ({ from }) => from),
      right('expected', ({ expectedSeconds }) => showSeconds(expectedSeconds)),
      right('nine in ten within', ({ expectedLow, expectedHigh }) =>
        expectedLow === undefined || expectedHigh === undefined
          ? '-'
          : `${showSeconds(expectedLow)} to ${showSeconds(expectedHigh)}`,
      ),
      right('measured', ({ measuredSeconds }) => showSeconds(measuredSeconds)),
      right('off by', ({ off }) => signed(off)),
    ],
    expected.tests,
  );
  const sites = sheetOf<Site>(
    [
      left('site', ({ site }) => site),
      left('format', ({ format }) => format),
      right('shape', ({ rows, columns }) => `${rows}x${columns}`),
      right('expected', ({ expectedSeconds }) => showSeconds(expectedSeconds)),
      right('timed', ({ timedSeconds }) => showSeconds(timedSeconds)),
      right('off by', ({ off }) => signed(off)),
    ],
    expected.sites,
  );
  return [
    '## Expected and measured',
    ...farSentence(expected),
    `${ABOUT}${softwareMark(result.adapter)}`,
    sheetMarkdown(tests, inMarkdown),
    ...(expected.sites.length === 0 ? [] : [ABOUT_SITES, sheetMarkdown(sites, inMarkdown)]),
  ].join('\n\n');
};

/** What is found first; none of a run that is as expected. */
function farSentence(expected: ExpectedOfRun): readonly string[] {
  const far = farOff(expected);
  if (far.length === 0) return [];
  const named = far.map((one) => `${one.model} ${contestantName(one)} ${one.test} ${signed(one.off)}`).join(', ');
  return [inMarkdown(`Far from what the rest of this run lets expect: ${named} of the time.`)];
}

const signed = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(0)} %`;
