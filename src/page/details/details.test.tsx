/** The cards of the room of details, without a browser: what a run has is there, what it has not is not. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { roofs } from '../../../test/fixtures/result';
import { waterfall } from '../../../test/fixtures/waterfall';
import { entry, final, OPTIONS, result, runOf } from '../fixtures/results';
import type { RunState } from '../state/page-state';
import { checksSummary } from './checks';
import { FidelityCard } from './fidelity-card';
import { fidelityOf } from './fidelity';
import { ListsCard } from './lists-card';
import { listsOf } from './lists-model';
import { ResultsCard } from './results-card';
import { resultsOf } from './results-rows';

const both = runOf(final(entry('fp16', 'decode', 60)), final(entry('int4', 'decode', 171)));
const results = (run: RunState, over: Partial<typeof OPTIONS> = {}) => resultsOf(run, { ...OPTIONS, ...over });
const drawn = (run: RunState, over: Partial<typeof OPTIONS> = {}) =>
  renderToString(<ResultsCard results={results(run, over)} scores={null} />);

describe('the card of results', () => {
  it('has a column for each chosen format, and one that compares INT4 with FP16 where both are', () => {
    expect(results(both).columns).toEqual(['fp16', 'int4', 'comparison']);
    expect(results(both, { formats: ['int8', 'int4'] }).columns).toEqual(['int8', 'int4']);
  });

  it('has a row of batches and of context only where such tests are asked for', () => {
    const metrics = (tests: (typeof OPTIONS)['tests']) => results(both, { tests }).rows.map(({ metric }) => metric);
    const [first] = OPTIONS.tests;
    if (first === undefined) throw new Error('there are tests');
    expect(metrics([{ ...first, depth: 0 }])).not.toContain('decode-deep');
    const deep = metrics([
      { ...first, phase: 'decode', depth: 0 },
      { ...first, phase: 'decode', depth: 2048 },
    ]);
    expect(deep).toContain('decode-deep');
    expect(deep).not.toContain('prefill-deep');
  });

  it('has no row of a test beside the headline’s that an ended run had no time for', () => {
    const [first] = OPTIONS.tests;
    if (first === undefined) throw new Error('there are tests');
    const tests = [0, 2048].map((depth) => ({ ...first, phase: 'decode' as const, depth }));
    const ended = { ...both, phase: 'complete' as const };
    expect(results(ended, { tests }).rows.map(({ metric }) => metric)).not.toContain('decode-deep');
    expect(results(ended, { tests }).rows.map(({ metric }) => metric)).toContain('prefill');
  });

  it('shows each figure in its cell, with its bar and without a style that a strict policy refuses', () => {
    const text = drawn(both);
    expect(text).toMatch(/data-format="int4" data-metric="decode" data-tone="final"><span class="value">171.0</);
    expect(text).toContain('<rect width="100.0"');
    expect(text).not.toContain('style=');
  });

  it('says once of what the intervals are, where that is the same of all', () => {
    const ended = { ...both, answer: { ...both.answer, result: result([entry('fp16', 'decode', 60)]) } };
    expect(drawn(ended)).toContain('Intervals are within one run.');
    expect(drawn(ended).split('within one run')).toHaveLength(2);
    expect(drawn(both)).toContain('59.1–60.9 within one run');
  });

  it('shows a hostile name of a model as words', () => {
    const one = entry('int4', 'decode', 171);
    const hostile = { ...one, model: { ...one.model, name: '<img src=x onerror=alert(1)>' } };
    expect(drawn(runOf(final(hostile)))).not.toContain('<img');
  });
});

describe('the lists', () => {
  it('are there only where there is something in them, and drawn only while they are open', () => {
    expect(listsOf(runOf())).toEqual([]);
    const run = { ...both, record: { ...both.record, roofs: roofs(), waterfalls: [waterfall()] } };
    const lists = listsOf(run);
    expect(lists.map(({ id }) => id)).toEqual(['roof', 'part', 'sample']);
    for (const { tables } of lists) for (const { sheet } of tables()) expect(sheet.rows).not.toEqual([]);
    const text = renderToString(<ListsCard checked={checksSummary([])} lists={lists} />);
    expect(text).toContain('Raw samples <span class="count">(20)</span>');
    expect(text).not.toContain('<table');
  });

  it('say of what was not profiled why, and print everything but the samples', () => {
    const left = waterfall({ figures: null, leftOut: 'No time.' });
    const lists = listsOf({ ...both, record: { ...both.record, waterfalls: [left] } });
    expect(lists.find(({ id }) => id === 'part')?.tables()).toMatchObject([
      { about: 'INT4 tg64: not profiled. No time.', sheet: { rows: [] } },
    ]);
    expect(lists.filter(({ printed }) => !printed).map(({ id }) => id)).toEqual(['sample']);
  });
});

describe('what fewer bits cost', () => {
  it('is not there before anything is known, and is the reference’s where the run measured none', () => {
    expect(fidelityOf(both)).toBeNull();
    const shown = fidelityOf({ ...both, phase: 'complete', options: { ...OPTIONS, fidelity: null } });
    expect(shown?.basis).toBe('reference');
    expect(shown?.rows.map(({ format }) => format)).toEqual(['fp16', 'int4']);
    const text = shown === null ? '' : renderToString(<FidelityCard shown={shown} open={false} />);
    expect(text).toMatch(/data-column="perplexity" data-label="Perplexity"><span class="value">[\d.]+</);
    expect(text).toContain('Reference, not measured here');
  });
});
