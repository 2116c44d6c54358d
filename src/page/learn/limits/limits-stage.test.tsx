/** Step six as it is drawn: nothing begins by itself, and every figure says where it is from. */
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { bytes, seconds } from '../../../foundation/units';
import { wholeModel, type ModelChoice } from '../../../lab/model-choice';
import type { TextStep } from '../../../lab/text';
import { CATALOGUE } from '../catalogue/catalogue';
import { LANGUAGES, type Language } from '../../catalogue/languages';
import { opening, type LearnState } from '../state';
import { BLOCKS } from './blocked';
import { LimitsStage } from './limits-stage';
import { NO_LIMITS, type LimitsState } from './limits-state';
import type { LimitsProps } from './part-props';

const nothing = (): undefined => undefined;

const drawn = (
  part: LearnState['part'],
  limits: Partial<LimitsState> = {},
  { language = 'en', ...over }: Partial<LimitsProps> & { readonly language?: Language } = {},
): string =>
  render(
    <LimitsStage
      {...{ state: { ...opening(language), part }, limits: { ...NO_LIMITS, ...limits }, words: CATALOGUE[language] }}
      {...{
        width: 1200,
        blocked: null,
        software: false,
        dispatch: nothing,
        tell: nothing,
        ask: nothing,
        cancel: nothing,
      }}
      {...over}
    />,
  );

const FP16: ModelChoice = { kind: 'shipped', format: 'fp16' };
const INT4: ModelChoice = { kind: 'shipped', format: 'int4' };
const OWN: ModelChoice = wholeModel({ kind: 'integer', bits: 2, block: 32, grid: 'symmetric' });

const step = (token: number, text: string, probability: number, other: string): TextStep => ({
  ...{ token, text, probability, ends: false },
  candidates: [
    { token, text, probability },
    { token: token + 100, text: other, probability: 0.25 },
  ],
});

const TEXTS: Partial<LimitsState> = {
  writers: [FP16, OWN, INT4],
  texts: [
    {
      choice: FP16,
      text: ' a red fox',
      steps: [step(1, ' a', 0.9, ' b'), step(2, ' red', 0.31, ' big')],
      tokensPerSecond: 50,
    },
    {
      choice: OWN,
      text: ' a a a',
      steps: [step(1, ' a', 0.9, ' b'), step(1, ' a', 0.12, ' red')],
      tokensPerSecond: null,
    },
    {
      choice: INT4,
      text: ' a big fox',
      steps: [step(1, ' a', 0.9, ' b'), step(3, ' big', 0.3, ' red')],
      tokensPerSecond: 80,
    },
  ],
};

describe('the texts', () => {
  it('are not written before somebody presses', () => {
    const html = drawn('texts');
    expect(html).toContain('Write in all formats');
    expect(html).not.toContain('limits-texts');
  });

  it('mark the first token that differs, with both candidates of both', () => {
    const html = drawn('texts', TEXTS);
    expect(html).toContain('<mark> big</mark>');
    expect(html).toContain('parts from FP16 at token 2');
    expect(html).toContain('“red” 31%');
    expect(html).toContain('“big” 30%');
    expect(html).toContain('80 tokens/s');
    expect(html).not.toContain('Software adapter');
  });

  it('have what a person chose beside the formats, simulated, without a speed, marked as they are', () => {
    const html = drawn('texts', TEXTS);
    const [, own = ''] = html.split('<li').slice(1);
    expect(own).toContain('2 bits, blocks of 32');
    expect(own).toContain('simulated, no speed');
    expect(own).not.toContain('tokens/s');
    expect(own).toContain('<mark> a</mark>');
    expect(own).toContain('2 bits, blocks of 32: “a” 12%, “red” 25%');
    expect(html.match(/tokens\/s/g)).toHaveLength(2);
    expect(drawn('texts', TEXTS, { language: 'de' })).toContain('simuliert, kein Tempo');
  });

  it('keep the name of what was written when another choice is made', () => {
    const state: LearnState = { ...opening('en'), own: { kind: 'integer', bits: 3, block: 64, grid: 'symmetric' } };
    const html = drawn('texts', TEXTS, { state });
    expect(html.split('<ol')[1]).toContain('2 bits, blocks of 32');
    expect(html).toContain('<option value="3" selected>');
  });

  it('say that a processor wrote them where it did', () => {
    expect(drawn('texts', TEXTS, { software: true })).toContain('Software adapter: not a GPU’s speed');
  });

  it('wait while the benchmark runs, and can be cancelled', () => {
    const html = drawn('texts', {}, { blocked: 'busy' });
    expect(html).toContain('The benchmark runs');
    expect(html).toContain('aria-disabled="true"');
    expect(drawn('texts', { job: { kind: 'texts', fraction: 0.5, left: null, stopping: false } })).toContain(
      'id="learn-cancel"',
    );
  });

  it('wait for what else is worked out, which is named and can be cancelled here, too', () => {
    const html = drawn('texts', { job: { kind: 'layers', fraction: 0.5, left: null, stopping: false } });
    expect(html).toContain('“Layers” comes first: 50% done');
    expect(html).toContain('id="learn-cancel"');
    expect(html).toContain('aria-disabled="true"');
  });

  it('say how long they still take, where that is more than a minute', () => {
    const job = { kind: 'texts', fraction: 0.5, stopping: false } as const;
    expect(drawn('texts', { job: { ...job, left: seconds(59) } })).toContain('>50% done<');
    expect(drawn('texts', { job: { ...job, left: seconds(150) } })).toContain('>50% done, about 3 min left<');
  });

  it('say that they stop, from Cancel to their end', () => {
    const html = drawn('texts', { job: { kind: 'texts', fraction: 0.5, left: null, stopping: true } });
    expect(html).toContain('Stopping');
    expect(html).not.toContain('50% done');
    expect(html).toContain('id="learn-cancel" aria-disabled="true"');
  });

  it.each(BLOCKS)('say in both languages what stands against them: %s', (blocked) => {
    for (const language of LANGUAGES) {
      const html = drawn('texts', {}, { blocked, language });
      expect(html).toContain(CATALOGUE[language].limits.blocked[blocked]);
      expect(html).toContain('aria-disabled="true"');
    }
  });
});

describe('the other parts', () => {
  it('show the reference as one, and German by its own rules', () => {
    expect(drawn('quality')).toContain('<td class="hint roomy">reference</td>');
    expect(drawn('quality')).toContain('A reference was not measured here.');
    const german = drawn('quality', {}, { language: 'de' });
    expect(german).toContain('20,92');
    expect(german).toContain('Eine Referenz wurde nicht hier gemessen.');
  });

  it('call the choice of a person simulated, without a speed', () => {
    const state: LearnState = {
      ...opening('en'),
      part: 'quality',
      choice: { kind: 'integer', bits: 3, block: 64, grid: 'symmetric' },
    };
    const html = drawn('quality', {}, { state });
    expect(html).toContain('3 bits, blocks of 64');
    expect(html).toContain('simulated, no speed');
    expect(html).toContain('not measured');
  });

  it('round the matrices where there is no GPU, but never beside a run', () => {
    expect(drawn('tensors', {}, { blocked: 'no-webgpu' })).toContain('aria-disabled="false"');
    expect(drawn('tensors', {}, { blocked: 'busy' })).toContain('aria-disabled="true"');
  });

  it('name the source of each published loss', () => {
    const html = drawn('published');
    expect(html).toContain('Llama 2 70B');
    expect(html).toContain('3.61%');
    expect(html).toContain('href="https://github.com/ggml-org/llama.cpp/blob/master/tools/perplexity/README.md"');
  });

  it('show the error of each matrix as a number, and lay the lines over the weights of one', () => {
    const matrix = (name: string, layer: number | null, relativeError: number) => ({
      ...{ name, layer, rows: 2, columns: 32, choice: '4e32', bytes: bytes(36), relativeError },
      role: layer === null ? ('embedding' as const) : ('down' as const),
      histogram: { most: 0.5, counts: [1, 5, 1] },
    });
    const facts = [matrix('embedding', null, 0.005), matrix('layer 0 down', 0, 0.086)];
    const html = drawn('tensors', { tensors: { choice: '4e32', facts }, picked: 'layer 0 down' });
    expect(html).toContain('8.6%');
    expect(html).toContain('data-heat="9"');
    expect(html.match(/class="level"/g)).toHaveLength(16);
    expect(html).toContain('16 lines');
  });

  it('say what failed and what to do', () => {
    const problem = { code: 'network', message: 'It could not be downloaded.', where: '', remedy: 'Reload.' } as const;
    expect(drawn('layers', { problem })).toContain('<p>Reload.</p>');
    expect(drawn('layers', { problem: { ...problem, code: 'cancelled' } })).toContain('Cancelled.');
  });
});
