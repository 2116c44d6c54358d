/** The first screen of the benchmark before, during and after a run, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { roofs, figure } from '../../../test/fixtures/result';
import { measured } from '../../../test/fixtures/duel';
import { duelOf } from '../../report/links/duel';
import type { EntryState } from '../../report/parts/entries';
import { DESCRIPTION, OPTIONS, SOFTWARE_DESCRIPTION, entry, final, result, runOf } from '../fixtures/results';
import type { GpuState, RunPhase, RunState } from '../state/page-state';
import { announcement } from './announcement';
import { heroBefore } from './hero-data';
import { heroOf } from './hero-model';
import { HeroFacts, HeroWords } from './hero-words';
import { Ring } from './ring';

const GPU: GpuState = { kind: 'known', description: DESCRIPTION };
const FP16 = final(entry('fp16', 'decode', 24.4));
const BOTH = [FP16, final(entry('int4', 'decode', 63.5)), final(entry('int4', 'prefill', 1650))];

/** Under a memory that the run measured, of which INT4 reaches half. */
function run(phase: RunPhase, ...entries: readonly EntryState[]): RunState {
  const before = runOf(...entries);
  const bytes = entries.find(({ entry: { format } }) => format === 'int4')?.entry.bytesReadPerToken ?? 1;
  const bandwidth = {
    ...roofs().bandwidth,
    ...figure(63.5 * bytes * 2),
    bytes: 2 ** 29,
    buffers: 2,
    workgroups: 1,
    rounds: 9,
  };
  return { ...before, phase, options: OPTIONS, record: { ...before.record, roofs: { ...roofs(), bandwidth } } };
}

const after = heroOf({ gpu: GPU, fable: { kind: 'unasked' }, run: run('complete', ...BOTH) }, OPTIONS);

describe('the first screen before a run', () => {
  it('says what Run does, for how long and on which GPU', () => {
    const { lead, facts } = heroBefore(GPU, OPTIONS);
    expect(lead).toContain('Llama-3.2-1B or as large as fits the time');
    expect(lead).toContain('on apple metal-3: FP16, INT4, in about a minute');
    expect(facts).toEqual([]);
    expect(heroBefore({ kind: 'asking' }, OPTIONS).lead).toContain('this machine’s GPU');
    expect(heroBefore(GPU, { ...OPTIONS, budgetSeconds: null }).lead).toContain('without a time limit');
  });

  it('has no number and no arc', () => {
    const html = renderToString(<Ring hero={heroBefore(GPU, OPTIONS)} />);
    expect(html).toContain('>–<');
    expect(html).not.toContain('reached');
  });
});

describe('the first screen during a run', () => {
  const early = { entry: entry('int4', 'decode', 63.5, 3), final: false };
  const during = heroOf({ gpu: GPU, fable: { kind: 'unasked' }, run: run('running', early) }, OPTIONS);

  it('fills its ring with figures that are still provisional', () => {
    expect(during).toMatchObject({ phase: 'during', main: { samples: 3, cell: { tone: 'provisional' } } });
    expect(during.main.share?.median).toBeCloseTo(0.5);
    expect(renderToString(<Ring hero={during} />)).toContain('class="reached"');
  });

  it('draws no arc of a speed that does not count yet', () => {
    const cold = { ...entry('int4', 'decode', 63.5), tokensPerSecond: null, warmUpSeconds: [1], tokens: 64 };
    const hero = heroOf(
      { gpu: GPU, fable: { kind: 'unasked' }, run: run('running', { entry: cold, final: false }) },
      OPTIONS,
    );
    expect(hero.main).toMatchObject({ samples: 0, share: null, cell: { value: '≈ 64' } });
  });
});

describe('the first screen after a run', () => {
  it('says one sentence, then what it is of', () => {
    expect(after.title).toMatch(/^About 12 times as fast as reading; INT4 is 2\.6\d* times FP16\.$/);
    expect(after.lead).toBe('On apple metal-3, Chrome.');
    const model = { name: 'Llama-3.2-1B', weights: 'synthetic', parameters: 1_235_814_400 } as const;
    const complete = run('complete', ...BOTH.map(({ entry: one }) => final({ ...one, model })));
    const { plan } = complete.record;
    const headline = { ...complete, record: { ...complete.record, plan: { ...plan, headline: true } } };
    const { lead } = heroOf({ gpu: GPU, fable: { kind: 'unasked' }, run: headline }, OPTIONS);
    expect(lead).toMatch(/^On apple metal-3, Chrome\. 50(\.\d+)? % of the bandwidth\.$/);
  });

  it('says beside it which model that is, how large, and what it compares with', () => {
    const html = renderToString(<HeroWords hero={after} />);
    expect(html).toContain('<strong>SmolLM2-135M’s shape, 135M parameters.</strong> Not the headline, Llama-3.2-1B');
    expect(html).toContain('data-standing="chosen"');
    const complete = run('complete', ...BOTH);
    const unmet = { seconds: 700, bytes: 2.6e9, tooLarge: null };
    const small = { ...complete, record: { ...complete.record, plan: { ...complete.record.plan, unmet } } };
    const hero = heroOf({ gpu: GPU, fable: { kind: 'unasked' }, run: small }, OPTIONS);
    expect(hero.model).toMatchObject({ standing: 'no-time' });
    expect(hero.model?.words).toContain('Llama-3.2-1B did not fit the time. Compare with this shape alone.');
  });

  it('marks a share that is not to be believed, in words and on the ring', () => {
    expect(after.main.doubt).toBe('');
    const complete = run('complete', ...BOTH);
    const { roofs: before } = complete.record;
    const bandwidth = before?.bandwidth ?? expect.fail('no roof');
    const with_ = (change: Partial<typeof bandwidth>) => {
      const changed = { ...complete.record, roofs: { ...roofs(), bandwidth: { ...bandwidth, ...change } } };
      return heroOf({ gpu: GPU, fable: { kind: 'unasked' }, run: { ...complete, record: changed } }, OPTIONS);
    };
    const third = bandwidth.median / 3;
    for (const hero of [
      with_({ doubt: 'The device stalled again and again.' }),
      with_({ median: third, low: third, high: third }),
    ]) {
      const html = renderToString(<Ring hero={hero} />);
      expect(html).toContain('data-doubtful="true"');
      expect(html).toContain('100 % (doubtful)');
      expect(html).toMatch(/aria-label="INT4 reaches [^"]*doubtful/);
      expect(hero.lead).not.toContain('bandwidth');
    }
    expect(renderToString(<Ring hero={after} />)).not.toContain('data-doubtful="true"');
  });

  it('shows FP16, reading a prompt and the first token smaller', () => {
    expect(after.facts.map(({ id, value }) => [id, value !== '–'])).toEqual([
      ['headline-fp16', true],
      ['headline-prefill', true],
      ['headline-ttft', true],
    ]);
    const html = renderToString(<HeroFacts hero={after} />);
    for (const { value } of after.facts) expect(html).toContain(value);
    expect(html).toContain('first token after a prompt of 512 tokens');
    expect(html).toContain('Brysbaert 2019');
  });

  it('draws INT4 outside and FP16 inside, each with its interval, and no inline style', () => {
    const html = renderToString(<Ring hero={after} />);
    expect(html).toMatch(/class="outer".*class="int4".*class="inner".*class="fp16"/s);
    expect(html.match(/class="interval"/g)).toHaveLength(2);
    expect(html).toContain('INT4 reaches 50');
    expect(html).not.toContain('style=');
  });

  it('has one ring where one format ran, and no arc where no bandwidth was measured', () => {
    const options = { ...OPTIONS, formats: ['fp16'] as const };
    const alone = heroOf({ gpu: GPU, fable: { kind: 'unasked' }, run: { ...run('complete', FP16), options } }, options);
    expect(alone).toMatchObject({ main: { format: 'fp16' }, beside: null });
    expect(alone.title).toMatch(/^About 4\.6 times as fast as reading\.$/);
    const without = heroOf(
      { gpu: GPU, fable: { kind: 'unasked' }, run: { ...runOf(...BOTH), phase: 'complete', options: OPTIONS } },
      OPTIONS,
    );
    expect(without.main.share).toBeNull();
    expect(without.lead).not.toContain('bandwidth');
  });

  it('says in place of a sentence that a run ended without a speed', () => {
    const hero = heroOf({ gpu: GPU, fable: { kind: 'unasked' }, run: run('complete') }, OPTIONS);
    expect(hero.title).toBe('Finished without a speed: see the notes on this run');
  });

  it('shows what came from outside as text', () => {
    const html = renderToString(<HeroWords hero={{ ...after, lead: '<img src=x onerror=alert(1)>' }} />);
    expect(html).not.toContain('<img');
  });
});

describe('what is announced', () => {
  it('is nothing before a run, each step once, and at the end the number', () => {
    expect(announcement({ gpu: GPU, run: runOf() })).toBe('');
    expect(announcement({ gpu: GPU, run: run('running') })).toBe('Preparing');
    expect(announcement({ gpu: GPU, run: run('complete', ...BOTH) })).toMatch(
      /^Finished in 0 s\. INT4: 63\.\d+ tokens per second, 6\d\.\d+–6\d\.\d+ within one run\.$/,
    );
  });

  it('says of a software adapter that it is no GPU', () => {
    const ended = { ...result([]), adapter: SOFTWARE_DESCRIPTION.adapter };
    const software = { ...run('complete', ...BOTH), answer: { answered: true, result: ended, error: null } };
    expect(announcement({ gpu: GPU, run: software })).toContain('Software adapter: this is not a GPU’s speed');
  });
});

describe('the first screen of a challenge', () => {
  const FABLE = { kind: 'unasked' } as const;
  const challenge = duelOf(measured({ rate: 40 }), 'Apple M3 <b>');

  it('asks whether this machine can do what another did, unverified, and says what Run does', () => {
    const hero = heroOf({ gpu: GPU, run: runOf(), challenge, fable: FABLE }, OPTIONS);
    expect(hero.title).toMatch(/^Apple M3 <b> writes 10\d\.\d tokens per second\. Can yours\?$/);
    expect(hero.lead).toMatch(
      /^INT4 \(.*\) with Llama-3\.2-1B’s shape, 1\.24B parameters, on 2026-.*: unverified\. Run measures the same on apple/,
    );
    expect(renderToString(<HeroWords hero={hero} />)).not.toContain('<b>');
  });

  it('has their needle on the ring before, during and after, beside whose it is', () => {
    for (const hero of [
      heroOf({ gpu: GPU, run: runOf(), challenge, fable: FABLE }, OPTIONS),
      heroOf({ gpu: GPU, run: run('running'), challenge, fable: FABLE }, OPTIONS),
      heroOf({ gpu: GPU, run: run('complete', ...BOTH), challenge, fable: FABLE }, OPTIONS),
    ]) {
      const html = renderToString(<Ring hero={hero} />);
      expect(html).toContain('class="needle"');
      expect(html).toMatch(/aria-label="[^"]*Apple M3[^"]*of its own bandwidth, unverified"/);
    }
    expect(renderToString(<Ring hero={after} />)).not.toContain('needle');
  });

  it('has no needle where their run measured no bandwidth, and keeps one beyond the roof on the ring', () => {
    const [first] = challenge.figures;
    const without = { ...challenge, figures: [{ ...first, share: null }] as const };
    expect(heroOf({ gpu: GPU, run: runOf(), challenge: without, fable: FABLE }, OPTIONS).needle).toBeNull();
    const hero = heroOf({ gpu: GPU, run: runOf(), challenge, fable: FABLE }, OPTIONS);
    const html = renderToString(<Ring hero={{ ...hero, needle: { share: 7, words: 'beyond' } }} />);
    expect(html).toMatch(/class="needle" d="M[\d. ]+A/);
  });
});
