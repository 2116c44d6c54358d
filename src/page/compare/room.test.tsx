/** The room of kept runs, without a browser: with none, one and several, and whatever they are called. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { measured } from '../../../test/fixtures/duel';
import { entry, figure, result } from '../../../test/fixtures/result';
import { withBetweenRuns } from '../../report/between-runs';
import { duelOf } from '../../report/links/duel';
import type { Result } from '../../report/schema';
import { NOTHING_SAID } from '../state/said';
import type { CompareActs } from './acts';
import { createCompareModel } from './compare-model';
import { NOTHING_COMPARED, type CompareState, type ListedRun } from './compare-state';
import { CompareRoom } from './room';

const nothing = (): void => undefined;
const acts: CompareActs = {
  ...{ importFiles: nothing, undo: nothing, choose: nothing, copy: nothing, showTrend: nothing },
  list: { edit: nothing, label: nothing, open: nothing, remove: nothing, exportRun: nothing, exportAll: nothing },
};
const host = { acts, said: NOTHING_SAID['pair-copied'], wide: true };
const { environment, adapter } = result();
const run = (day: number, int4 = 200, over: Partial<ListedRun> & { readonly of?: Partial<Result> } = {}): ListedRun => {
  const { of, ...rest } = over;
  const results = [
    entry({ format: 'fp16', phase: 'decode' }),
    entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(int4) }),
  ];
  return {
    ...{ id: `run ${day}`, name: '', imported: false },
    result: result({ startedAt: `2026-11-0${day}T12:00:00.000Z`, results, ...of }),
    ...rest,
  };
};
function drawn(runs: readonly ListedRun[], over: Partial<CompareState> = {}): string {
  const state = { ...NOTHING_COMPARED, loaded: true, runs, ...over };
  const model = createCompareModel()(state);
  return renderToString(<CompareRoom {...{ state, model }} {...host} />);
}
const sectionOf = (text: string, id: string): string =>
  new RegExp(`<section[^>]*id="${id}".*?</section>`, 's').exec(text)?.[0] ?? '';
const browser = (name: string) => ({ environment: { ...environment, name, version: '150', dawn: null } });

describe('the room of kept runs', () => {
  it('says without a run what will be here, and offers to measure and to import', () => {
    const text = drawn([]);
    expect(text).toContain('Nothing to compare yet');
    expect(text).toContain('href="#/"');
    expect(text).toContain('Import results');
    expect(text).not.toContain('compare-list');
  });

  it('lists one run, and compares it with nothing', () => {
    const text = drawn([run(1)]);
    expect(text).toContain('Your run');
    expect(text).toContain('<b>200 ± 4</b> INT4');
    expect(text).toContain('From the second run on');
    for (const id of ['compare-two', 'compare-trend']) expect(text).not.toContain(`id="${id}"`);
  });

  it('has two lines a run with its fastest formats first, and whatever else there is of it below them', () => {
    const [head = '', below = ''] =
      /<summary id="run-1-more">(.*?)<\/summary>(.*?)<\/details>/s
        .exec(drawn([run(1, 200, { name: 'before the driver' })]))
        ?.slice(1) ?? [];
    expect(head).toContain('before the driver</span></h3>');
    expect(head).toContain('1 Nov 2026, 12:00 · Node.js 20.20.2, Dawn 0.6.2 · quick, no receipt · Acme R-1');
    expect(head).not.toContain('<button');
    expect([...below.matchAll(/<button[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual([
      ...['Figures', 'Rename', 'JSON', 'CSV', 'Delete'],
    ]);
  });

  it('shows the latest of many, and the others a click away', () => {
    const many = Array.from({ length: 12 }, (_, i) => run(1, 200, { id: `run ${i}` }));
    const [seen = '', older = ''] = sectionOf(drawn(many), 'compare-runs').split('4 older runs');
    expect(seen.match(/<article/g)).toHaveLength(8);
    expect(older.match(/<article/g)).toHaveLength(4);
  });

  it('asks before all runs are deleted, with keeping them first', () => {
    const text = sectionOf(drawn([run(2), run(1)]), 'compare-runs');
    expect(text).toMatch(/Delete all 2 runs\?.*Undo brings them back.*autofocus.*Keep them.*Delete 2 runs/s);
    expect(drawn([run(1)])).not.toContain('Delete all');
  });

  it('says of the speeds of a run once which intervals they have, and behind each where those differ', () => {
    const { result: one } = run(1);
    const others = [2, 3].map((day) => run(day, 200, { of: { results: run(day).result.results.slice(1) } }).result);
    expect(drawn([run(1)])).toContain('INT4</span>');
    expect(drawn([run(1)])).toContain('<small>tokens/s (within one run)</small>');
    const text = drawn([{ ...run(1), result: withBetweenRuns(one, [one, ...others]) }]);
    expect(text).toContain('INT4 (between 3 runs)</span>');
    expect(text).toContain('FP16 (within one run)</span>');
    expect(text).toContain('<small>tokens/s</small>');
  });

  it('puts the older of two first, whichever was chosen first, and says what differs', () => {
    const runs = [run(2, 300, { of: browser('Firefox') }), run(1, 200, { of: browser('Chrome') })];
    for (const chosen of [
      ['run 2', 'run 1'],
      ['run 1', 'run 2'],
    ] as const) {
      const card = sectionOf(drawn(runs, { chosen }), 'compare-two');
      expect(card).toMatch(
        /INT4 writes 1\.50 times \(.*?\) as fast in Firefox 150, the newer run, as in Chrome 150, the older one\./,
      );
      expect(card).toMatch(/A, older<\/th><th scope="col">B, newer/);
      expect(card).not.toMatch(/<th[^>]*title=/);
      expect(card).toMatch(/1 Nov 2026, 12:00:00<\/td><td>2 Nov 2026, 12:00:00/);
      const [apart = '', same = ''] = card.split('What is the same in both');
      expect(apart).toMatch(/<th scope="row">Browser<\/th><td>Chrome 150<\/td><td>Firefox 150/);
      expect(apart).not.toContain('<th scope="row">GPU');
      expect(same).toMatch(/<th scope="row">GPU<\/th><td>Acme R-1<\/td>/);
    }
  });

  it('gives a software adapter and a GPU no ratio, and shows the speeds of both with the reason', () => {
    const soft = { of: { adapter: { ...adapter, software: true } } };
    const two = sectionOf(drawn([run(1, 200), run(2, 5, soft)]), 'compare-two');
    expect(two).toContain('One side is a SOFTWARE ADAPTER');
    expect(two).toContain('not compared: one of them is no GPU');
    expect(two).toContain('200 ± 4');
    expect(two).toContain('5.00 ± 0.10');
    expect(two).not.toMatch(/ × |<svg|times as fast|No test is the same/);
  });

  describe('tells two runs apart', () => {
    const said = (a: ListedRun, b: ListedRun): string => sectionOf(drawn([a, b]), 'compare-two');
    const version = (of: string) => ({ of: { engine: { ...result().engine, version: of } } });

    it('of one machine and browser, by the version', () => {
      expect(said(run(2, 210, version('0.2.0')), run(1, 200, version('0.1.0')))).toContain(
        'as fast with Tokamark 0.2.0, the newer run, as with Tokamark 0.1.0, the older one.',
      );
      expect(said(run(2, 300), run(1))).toContain('as fast in the newer run as in the older one.');
    });

    it('of two machines, by the GPU and whatever else differs', () => {
      const other = { of: { ...browser('Chrome'), adapter: { ...adapter, description: 'Other X-2', device: 'X-2' } } };
      const card = said(run(2, 300, other), run(1));
      expect(card).toContain('as fast on Other X-2 in Chrome 150, the newer run, as on Acme R-1 in Node.js 20.20.2');
      expect(card).toContain('The adapters differ: Acme R-1; Other X-2.');
    });

    it('says why no speed is compared, and which of the kept runs can be', () => {
      const small = result().results.map((one) => ({
        ...one,
        ...{ workloadId: 'f'.repeat(64), model: { ...one.model, name: 'Fable' }, tokens: 16 },
      }));
      const odd = run(3, 1, { of: { results: small.slice(-1) } });
      const card = sectionOf(drawn([odd, run(2), run(1)], { chosen: ['run 3', 'run 2'] }), 'compare-two');
      expect(card).toContain(
        'they differ in the model (SmolLM2-135M against Fable) and the length (64 tokens against 16',
      );
      expect([...card.matchAll(/<button[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual([
        expect.stringMatching(/^2 Nov 2026, 12:00 .* with 1 Nov 2026, 12:00 /),
      ]);
      const none = run(3, 1, { of: { results: [] } });
      expect(sectionOf(drawn([none, run(2)]), 'compare-two')).toContain('the newer run has not measured any');
    });
  });

  it('calls tests by what they do, with llama-bench’s name beside', () => {
    const card = sectionOf(drawn([run(2), run(1)]), 'compare-two');
    expect(card).toMatch(/data-label="Test">INT4 writing<\/td><td[^>]*data-label="In llama-bench">tg64/);
    const less = run(2, 200, { of: { results: run(2).result.results.slice(1) } });
    expect(sectionOf(drawn([less, run(1)]), 'compare-two')).toMatch(
      /One test is not compared.*FP16 writing \(tg64, only in A\)/s,
    );
  });

  it('never has two entries that read alike, also where name, minute and browser are equal', () => {
    const twins = [
      run(1, 200, { name: 'mine' }),
      run(1, 210, { id: 'run 1b', name: 'mine' }),
      run(1, 220, { id: 'run 1c' }),
    ];
    const options = [...sectionOf(drawn(twins), 'compare-two').matchAll(/<option[^>]*>(.*?)<\/option>/g)].map(
      ([, text]) => text,
    );
    expect(options).toHaveLength(4);
    expect(new Set(options.slice(0, 2)).size).toBe(2);
    expect(new Set(options).size).toBe(3);
  });

  it('has the trend of a machine as a picture with its table, and the choice of another format', () => {
    const card = sectionOf(drawn([run(3, 220), run(2, 210), run(1, 200)]), 'compare-trend');
    expect(card).toContain('3 runs: no change that they can show between the first and the last.');
    expect(card).toContain('class="chart-box"');
    expect(card).toContain('The same as a table');
    expect(card).toContain('>This machine, FP16<');
  });

  it('takes no two runs from files for one machine, unless a person says that they are', () => {
    const files = (machine?: string) =>
      [3, 2, 1].map((day) => run(day, 200, { imported: true, ...(machine === undefined ? {} : { of: { machine } }) }));
    expect(drawn(files())).not.toContain('compare-trend');
    const card = sectionOf(drawn(files('This machine')), 'compare-trend');
    expect(card).toContain('This machine (from files)');
    expect(card).toContain('within one run');
    expect(card).not.toContain('between 3 runs');
    const both = drawn([run(5), run(4), ...files('This machine')]);
    expect(sectionOf(both, 'compare-trend').match(/<option/g)).toHaveLength(4);
  });

  it('shows a machine in several browsers as one picture', () => {
    const named = (day: number, name: string, rate: number) =>
      run(day, rate, { of: { ...browser(name), machine: 'attic box' } });
    const text = drawn([named(2, 'Firefox', 400), named(1, 'Chrome', 200)]);
    expect(text).toContain('attic box in two browsers and builds');
    expect(text).toContain('INT4 writes 2.00 times as fast in Firefox 150 as in Chrome 150.');
  });

  it('marks what is imported, and a software adapter beside its figures', () => {
    const software = { adapter: { ...adapter, software: true } };
    const text = drawn([run(2, 1, { imported: true, of: software }), run(1, 1, { of: software })]);
    expect(text).toContain('<span class="tag">imported</span>');
    expect(sectionOf(text, 'compare-two')).toContain('Software adapter, not a GPU.');
    expect(text).toContain('(software adapter, not a GPU)');
  });

  it('shows words from outside as words', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const of = {
      machine: evil,
      adapter: { ...adapter, description: evil },
      environment: { ...environment, name: evil },
    };
    const runs = [run(2, 1, { name: evil, of }), run(1, 1, { name: evil, of })];
    const notes = [
      { kind: 'problem', file: evil, error: { code: 'import', message: evil, where: evil, remedy: evil } },
    ] as const;
    const text = drawn(runs, { notes, editing: 'run 1', opened: 'run 2' });
    expect(text).not.toContain('<img');
    expect(text).not.toContain('style=');
  });

  it('has in place of the buttons of a run two fields while it is named', () => {
    const text = drawn([run(1, 200, { name: 'before' })], { editing: 'run 1' });
    expect(text).toMatch(/<input type="text" name="name"[^>]*value="before"/);
    expect(text).toContain('Save');
  });

  it('shows a challenge beside the own runs that measured the same, and asks for one where none did', () => {
    const duel = duelOf(measured({ rate: 40 }), '<b>Apple M3');
    const against = (runs: readonly ListedRun[]): string => {
      const state = { ...NOTHING_COMPARED, loaded: true, runs };
      return renderToString(<CompareRoom {...{ state, model: createCompareModel()(state, duel) }} {...host} />);
    };
    const beside = sectionOf(against([{ ...run(1), result: measured({ rate: 80 }) }]), 'compare-challenge');
    expect(beside).toContain('You win: yours writes');
    expect(beside).not.toContain('<b>');
    expect(sectionOf(against([run(1)]), 'compare-challenge')).toMatch(
      /unverified\) None of your runs measured the same yet/,
    );
    expect(drawn([run(1)])).not.toContain('compare-challenge');
  });

  it('opens a run with its picture, its tests and what it is, not with a report', () => {
    const card = sectionOf(drawn([run(1)], { opened: 'run 1' }), 'compare-opened');
    expect(card).toContain('class="chart-box"');
    expect(card).toContain('Every timed run, in order');
    expect(card).toContain('Driver');
    expect(card).not.toContain('# ');
  });
});
