/** What is offered where a smaller model ran than every machine is asked for, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { OPTIONS, entry, final, runOf } from '../fixtures/results';
import type { RunPhase, RunState } from '../state/page-state';
import { Notes } from './notes';
import { WholeHeadline } from './whole-headline';
import { headlineOffer, whyNotHeadline } from './why-not-headline';

type Unmet = RunState['record']['plan']['unmet'];
const UNMET = { seconds: 760, bytes: 2.6e9, tooLarge: null };

function run(unmet: Unmet, phase: RunPhase = 'complete', headline = false): RunState {
  const before = runOf(final(entry('int4', 'decode', 60)));
  const { plan } = before.record;
  return { ...before, phase, options: OPTIONS, record: { ...before.record, plan: { ...plan, headline, unmet } } };
}

describe('a run that had no time for the headline', () => {
  it('offers it with the time that it would take, and says what that is of and what it needs', () => {
    const offer = headlineOffer(run(UNMET)) ?? expect.fail('nothing is offered');
    expect(renderToString(<WholeHeadline {...offer} onRun={() => undefined} />)).toMatch(
      /<button type="button"[^>]*>Run the real 1B: about 15 minutes<\/button>/,
    );
    const why = whyNotHeadline(run(UNMET)) ?? expect.fail('no reason');
    expect(why).toContain('Llama-3.2-1B does not fit 60 seconds');
    expect(why).toContain('5 times writing 64 tokens and reading a prompt of 512, in each format');
    expect(why).toMatch(/needs 2\.42 GiB of memory\. Cancel ends it/);
    expect(renderToString(<Notes notes={[]} whyLow={null} whyNotHeadline={why} />)).toContain('Why not the headline?');
  });

  it('offers nothing before it is over, nor after the headline itself', () => {
    for (const one of [run(UNMET, 'running'), run(UNMET, 'complete', true), run(undefined)]) {
      expect(headlineOffer(one)).toBeNull();
      expect(whyNotHeadline(one)).toBeNull();
    }
  });

  it('offers nothing where memory does not hold it either, and says so', () => {
    const large = run({ ...UNMET, tooLarge: 'Llama-3.2-1B needs 2.6 GiB, and there is 1 GiB.' });
    expect(headlineOffer(large)).toBeNull();
    expect(whyNotHeadline(large)).toBe('Llama-3.2-1B needs 2.6 GiB, and there is 1 GiB.');
  });
});
