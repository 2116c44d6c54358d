/** Whether such a result may be ranked at all: the same reasons as everywhere else (src/report/standing), and what they mean on the board. */
import { standing, type ReasonCode } from '../../../../src/report/standing';
import { finding, ownGateOf, when, type Finding, type Rule } from './gate';
import { rankedEntries } from './entries';

const RULES = {
  failed: {
    verdict: 'fail',
    says: 'The run failed: it counts in the table of what runs where.',
    remedy: 'See what it says of its end, and run again.',
  },
  cancelled: { verdict: 'reject', says: 'The run was cancelled.', remedy: 'Run again, and let it come to its end.' },
  'software-adapter': {
    verdict: 'practice',
    says: 'A software adapter did the work: its speed says nothing about a GPU.',
    remedy: 'Install the graphics driver, or switch hardware acceleration on.',
  },
  'another-suite': {
    verdict: 'practice',
    says: 'It is not of the suite that is ranked now.',
    remedy: 'Update Tokamark, or reload the page, and run again.',
  },
  'not-ranked': {
    verdict: 'practice',
    says: 'It did not measure the ranked workloads: others were chosen, or they were too large or too slow for this device.',
    remedy: 'Run the quick or the standard profile, with more time if need be.',
  },
  'no-receipt': {
    verdict: 'practice',
    says: 'It has no receipt, so that nobody can run the same again.',
    remedy: 'Run again with this version of Tokamark.',
  },
  'not-measured': {
    verdict: 'practice',
    says: 'No ranked workload was measured to its end, often enough, and by kernels that were checked.',
    remedy: 'Close other programs, keep the page in front, and run again.',
  },
} as const satisfies Readonly<Record<string, Rule>>;

type Code = keyof typeof RULES;

export const standingGate = ownGateOf<Code>({
  rules: RULES,
  find: ({ result, gpu, ranked }) => {
    const codes = new Set(standing(result).reasons.flatMap(({ code }) => ON_BOARD[code] ?? []));
    return [
      ...[...codes].map((code): Finding<Code> => finding(code)),
      // By its name, whatever it says of itself.
      ...when(gpu.isSoftware && !codes.has('software-adapter'), 'software-adapter', 'result.adapter'),
      ...when(!codes.has('not-ranked') && rankedEntries(result, ranked).length === 0, 'not-measured', 'result.results'),
    ];
  },
});

/**
 * Null: no matter here. Code that no commit names is a cohort of its own (modified). A test that was not measured well enough is left out
 * of the figures; the others of the run stand.
 */
const ON_BOARD: Readonly<Record<ReasonCode, Code | null>> = {
  failed: 'failed',
  cancelled: 'cancelled',
  'software-adapter': 'software-adapter',
  'another-suite': 'another-suite',
  'no-headline': 'not-ranked',
  shrunk: 'not-ranked',
  'no-receipt': 'no-receipt',
  'unnamed-code': null,
  unmeasured: null,
  'few-repetitions': null,
  voided: null,
  unchecked: null,
};
