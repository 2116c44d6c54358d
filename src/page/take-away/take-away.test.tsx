/** What can be taken along of a run, and what the buttons say, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it, vi } from 'vitest';
import { entry, result } from '../../../test/fixtures/result';
import { INITIAL_STATE, type PageState } from '../state/page-state';
import { createSaying, NOTHING_SAID, withSaid, type SaidAt } from '../state/said';
import { fileName } from './file-name';
import { SaidView } from './said-view';
import { NOTHING_TAKEN, takenOf, type Taken } from './take-away-model';
import { ShareButton, TakeAwayView } from './take-away-view';

const PAGE = 'https://example.org/';
const receipt = { text: 'receipt=1', workloadIds: [] };
const { run } = INITIAL_STATE;
const entries = [{ entry: entry({ format: 'int4', phase: 'decode' }), final: true }];

const ended = (over: Partial<PageState['run']['answer']> = {}): Pick<PageState, 'run'> => ({
  run: {
    ...run,
    phase: 'complete',
    record: { ...run.record, entries },
    answer: { ...run.answer, answered: true, result: result({ receipt }), ...over },
  },
});

describe('of a run', () => {
  it('nothing can be taken before it has measured anything', () => {
    expect(takenOf(INITIAL_STATE, PAGE)).toEqual(NOTHING_TAKEN);
  });

  it('that goes on, its figures can be taken, and neither a receipt nor what is passed on', () => {
    const going = { run: { ...run, phase: 'running', record: { ...run.record, entries } } } as const;
    expect(takenOf(going, PAGE)).toEqual({ some: true, receipt: null, shareable: false });
  });

  it('that has ended, all can be taken: with a link where others can open one, else with a command', () => {
    expect(takenOf(ended(), PAGE)).toEqual({ some: true, receipt: 'link', shareable: true });
    expect(takenOf(ended(), null)).toEqual({ some: true, receipt: 'command', shareable: true });
    expect(takenOf(ended({ result: result() }), PAGE).receipt).toBeNull();
  });
});

describe('the buttons', () => {
  const draw = (taken: Taken): string =>
    renderToString(<TakeAwayView taken={taken} said={NOTHING_SAID.copied} onTake={() => undefined} />);

  it('cannot be pressed where there is nothing to take', () => {
    expect(draw(NOTHING_TAKEN).match(/<button[^>]* disabled/g)).toHaveLength(6);
    expect(draw({ some: true, receipt: null, shareable: true }).match(/<button[^>]* disabled/g)).toHaveLength(1);
    expect(renderToString(<ShareButton taken={NOTHING_TAKEN} onTake={() => undefined} />)).toContain('disabled');
  });

  it('offer no link where it would be dead for others, and say what to do with the receipt', () => {
    const local = draw({ some: true, receipt: 'command', shareable: true });
    expect(local).toContain('Copy receipt');
    expect(local).not.toContain('Copy link');
    expect(local).toContain('<code>--receipt</code>');
    const open = draw({ some: true, receipt: 'link', shareable: true });
    expect(open).toContain('Copy link');
    expect(open).not.toContain('receipt-hint');
  });
});

describe('what has been done', () => {
  it('is said in another element each time, so that it is announced again', () => {
    const once = withSaid(NOTHING_SAID, 'copied', 'Copied');
    const twice = withSaid(withSaid(once, 'copied', ''), 'copied', 'Copied');
    expect([once.copied.times, twice.copied.times]).toEqual([1, 2]);
    expect(renderToString(<SaidView at="copied" said={once.copied} />)).toContain('role="status"><span>Copied</span>');
    expect(once.shared.text).toBe('');
  });

  it('goes after a while, counted from the last time', () => {
    vi.useFakeTimers();
    const told: [SaidAt, string][] = [];
    const say = createSaying((at, text) => told.push([at, text]));
    say('copied', 'Copied');
    vi.advanceTimersByTime(3000);
    say('copied', 'Copied');
    vi.advanceTimersByTime(3000);
    expect(told).toHaveLength(2);
    vi.advanceTimersByTime(1000);
    expect(told.at(-1)).toEqual(['copied', '']);
    vi.useRealTimers();
  });
});

it('a file is called by when its run began', () => {
  expect(fileName(result(), 'md')).toBe('tokamark-2026-11-22T120000.md');
});
