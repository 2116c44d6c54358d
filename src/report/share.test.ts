import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { shareText } from './share';

const PAGE = 'https://example.org/tokamark/';
const BOTH = [
  entry({ format: 'fp16', phase: 'prefill' }),
  entry({ format: 'int4', phase: 'prefill' }),
  entry({ format: 'fp16', phase: 'decode' }),
  entry({ format: 'int4', phase: 'decode' }),
];
const plain = result({ results: BOTH });

describe('a result that is passed on', () => {
  it('is three lines: speeds with their spread and tests, the machine, and a link', () => {
    expect(shareText(plain, PAGE).split('\n')).toEqual([
      'Tokamark 0.1.0: SmolLM2-135M’s shape, 135M parameters (not the headline, Llama-3.2-1B), ' +
        'writing 64 tokens (tg64): FP16 100.0 ± 2.0, INT4 200 ± 4 tokens/s; ' +
        'reading a prompt of 512 tokens (pp512): FP16 1000 ± 20, INT4 2000 ± 40 tokens/s',
      'Acme R-1, Node.js 20.20.2, Debian GNU/Linux 12 (bookworm)',
      'Measure yours: https://example.org/tokamark/',
    ]);
  });

  it('has the speeds of the headline’s model alone, and none of the smaller ones beside it or of batched decode', () => {
    const small = { name: 'stories42M', weights: 'synthetic', parameters: 42e6 } as const;
    const beside = [
      entry({ format: 'int4', phase: 'decode', model: small, workloadId: 'd'.repeat(64) }),
      entry({ format: 'int4', phase: 'decode', test: 'tg64 batched', delivery: 'batched', workloadId: 'e'.repeat(64) }),
    ];
    expect(shareText(result({ results: [...beside, ...BOTH] }), PAGE)).toBe(shareText(plain, PAGE));
  });

  it('repeats the run of its receipt', () => {
    const receipt = { text: 'receipt=1&shape=Fable', workloadIds: [] };
    expect(shareText({ ...plain, receipt }, PAGE)).toContain(
      'Measure the same: https://example.org/tokamark/#receipt=1&shape=Fable',
    );
  });

  it('has the figures and says why there is no link where others could not open it', () => {
    const receipt = { text: 'receipt=1&shape=Fable', workloadIds: [] };
    const text = shareText({ ...plain, receipt }, null);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toContain('INT4 200 ± 4 tokens/s');
    expect(text).toMatch(/\nThere is no link: this page runs on a machine that others cannot reach\.$/);
    expect(text).not.toMatch(/https?:|receipt=/);
  });

  it('says before the name that a software adapter is no GPU', () => {
    const software = { ...plain, adapter: { ...plain.adapter, software: true } };
    expect(shareText(software, PAGE)).toContain('\nSOFTWARE ADAPTER, not a GPU’s speed: Acme R-1');
  });

  it('says what shrank, what was cancelled, and where there is no speed', () => {
    const unmet = { seconds: 900, bytes: 2.5e9, tooLarge: null };
    const shrunk = { ...plain, plan: { ...plain.plan, headline: false, shrunk: ['shape'], unmet } };
    expect(shareText(shrunk, PAGE)).toContain('(not the headline: Llama-3.2-1B did not fit the time), writing');
    const large = { ...shrunk.plan, unmet: { ...unmet, tooLarge: 'It needs more.' } };
    expect(shareText({ ...plain, plan: large }, PAGE)).toContain('Llama-3.2-1B does not fit the memory');
    expect(shareText({ ...plain, status: 'cancelled' }, PAGE)).toContain('tokens/s (the run was cancelled)');
    expect(shareText({ ...plain, status: 'failed' }, PAGE)).toContain('tokens/s (the run failed)');
    const failure = { code: 'unfinished', step: null, message: '', where: '', remedy: '' } as const;
    expect(shareText({ ...plain, status: 'failed', failure }, PAGE)).toContain('tokens/s (the run did not finish)');
    expect(shareText(result({ results: [], status: 'failed' }), PAGE)).toMatch(
      /^Tokamark 0\.1\.0: no speed \(failed\)/,
    );
  });

  it('keeps a name from outside on its line', () => {
    const named = { ...plain, adapter: { ...plain.adapter, description: 'Evil\n\u001b[31mGPU' } };
    expect(shareText(named, PAGE).split('\n')).toHaveLength(3);
  });
});
