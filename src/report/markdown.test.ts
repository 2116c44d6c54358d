/** What the Markdown report says, sentence by sentence; its layout may change freely. */
import { describe, expect, it } from 'vitest';
import { CANCELLED } from '../foundation/cancel';
import { entry, figure, result } from '../../test/fixtures/result';
import { toMarkdown } from './markdown';

const software = { ...result().adapter, software: true, description: 'llvmpipe' };

/** The cells of the first table row that contains every one of `words`. */
function row(markdown: string, ...words: readonly string[]): string[] {
  const found = markdown.split('\n').find((line) => line.startsWith('|') && words.every((word) => line.includes(word)));
  if (found === undefined) throw new Error(`no table row with ${words.join(', ')} in\n${markdown}`);
  return found
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

describe('the Markdown report', () => {
  it('is the same text for the same result', () => {
    expect(toMarkdown(result())).toBe(toMarkdown(result()));
  });

  it('is headed by the adapter', () => {
    expect(toMarkdown(result()).split('\n')[0]).toBe('# Tokamark: Acme R-1');
  });

  it('marks a software adapter in the heading and at each table of speeds', () => {
    const markdown = toMarkdown(result({ adapter: software }));
    expect(markdown.split('\n')[0]).toBe('# Tokamark: SOFTWARE ADAPTER (llvmpipe)');
    expect(markdown).toContain('these numbers say nothing about a GPU');
    expect(markdown.match(/Software adapter, not a GPU\./g)).toHaveLength(2);
    expect(toMarkdown(result())).not.toContain('oftware adapter');
  });

  it('puts FP16 and INT4 side by side with the speed-up and its bounds', () => {
    const cells = row(toMarkdown(result()), 'pp512', '×');
    expect(cells).toEqual([
      'SmolLM2-135M (synthetic weights)',
      'pp512',
      '1000 ± 20',
      '2000 ± 40',
      '2.00 × (1.94 to 2.06)',
    ]);
  });

  it('calls a speed-up whose interval contains 1 a tie', () => {
    const near = result({
      results: [
        entry({ format: 'fp16', phase: 'decode', tokensPerSecond: figure(100, 5) }),
        entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(102, 5) }),
      ],
    });
    expect(row(toMarkdown(near), 'tg64', '×').at(-1)).toContain('a tie');
  });

  it('says of a speed-up of fewer than five repetitions that they are too few to say', () => {
    const few = { median: 200, low: 200, high: 200, samples: [200] };
    const early = result({
      results: [
        entry({ format: 'fp16', phase: 'decode', tokensPerSecond: figure(100) }),
        entry({ format: 'int4', phase: 'decode', tokensPerSecond: few }),
      ],
    });
    expect(row(toMarkdown(early), 'tg64', '×').at(-1)).toContain('too few repetitions to say');
  });

  it('says that FP4 is stored and not computed with, and that W4A8 is another arithmetic, where they were measured', () => {
    const formats = ['fp16', 'mxfp4', 'nvfp4', 'w4a8'] as const;
    const markdown = toMarkdown(result({ results: formats.map((format) => entry({ format, phase: 'decode' })) }));
    expect(markdown).toContain('## FP16, MXFP4, NVFP4, W4A8 side by side');
    expect(markdown).toContain('MXFP4 and NVFP4: FP4 is a storage format here.');
    expect(markdown).toContain('the arithmetic is f32.');
    expect(markdown).toContain('W4A8 is another arithmetic than INT4: activations');
    expect(markdown).toContain('int8 dot products, i32 accumulation, f32 scales.');
    expect(toMarkdown(result())).not.toMatch(/FP4|W4A8/);
  });

  it("has llama-bench's columns in its order", () => {
    const markdown = toMarkdown(result());
    expect(row(markdown, 'backend').slice(0, 7)).toEqual([
      'model',
      'size',
      'params',
      'backend',
      'format',
      'test',
      't/s',
    ]);
    expect(row(markdown, 'WebGPU', 'INT4', 'tg64').slice(1, 7)).toEqual([
      '86.8 MiB',
      '135 M',
      'WebGPU, Dawn 0.6.2',
      'INT4',
      'tg64',
      '200 ± 4',
    ]);
  });

  it('gives time to first token, bytes read per token, peak bytes and the cold run', () => {
    const cells = row(toMarkdown(result()), 'FP16', 'pp512', ' ms');
    expect(cells).toEqual(['FP16', 'pp512', '500 ± 10 ms', '16', '257 MiB', '295 MiB', '2.50 s', '-']);
  });

  it('shows the first digits of each workload id', () => {
    expect(row(toMarkdown(result()), 'WebGPU', 'FP16', 'pp512').at(-1)).toBe('`1a1a1a1a1a1a`');
  });

  it('shows no speed for a format whose kernel check failed, and names the kernel', () => {
    const failed = entry({
      format: 'int4',
      phase: 'decode',
      status: 'failed',
      tokensPerSecond: null,
      error: { code: 'kernel-check', message: 'gemv int4 is wrong here.', where: 'gemv', remedy: 'Update the driver.' },
    });
    const markdown = toMarkdown(result({ results: [entry({ format: 'fp16', phase: 'decode' }), failed] }));
    expect(row(markdown, 'tg64', 'failed')).toContain('failed');
    expect(markdown).toContain('INT4 tg64: gemv int4 is wrong here. Update the driver.');
    expect(markdown).not.toMatch(/\d ×/);
  });

  it('says why a format failed in the summary too, once for all of its tests', () => {
    const error = { code: 'range', message: 'q_proj holds 7e4.', where: 'q_proj', remedy: 'Choose INT8.' } as const;
    const failed = { format: 'fp16', status: 'failed', tokensPerSecond: null, error } as const;
    const results = [
      entry({ ...failed, phase: 'decode' }),
      entry({ ...failed, phase: 'prefill' }),
      entry({ format: 'int4', phase: 'decode' }),
    ];
    const text = toMarkdown(result({ results }));
    expect(text.split('q_proj holds').length - 1).toBe(1);
    expect(text).toContain('- FP16 tg64, pp512: q_proj holds 7e4. Choose INT8.');
  });

  it('counts the checks once each and gives the largest error relative to its tolerance', () => {
    const markdown = toMarkdown(result());
    expect(markdown).toContain('3 checks of 2 kernels');
    expect(markdown).toContain('50 % of its tolerance (gemv fp16 1536x576)');
  });

  it('says what the time budget shrank', () => {
    const shrunk = result({ plan: { headline: false, budgetSeconds: 60, shrunk: ['pp512 to pp128'] } });
    expect(toMarkdown(shrunk)).toContain('Shrunk to hold the time budget: pp512 to pp128');
    expect(toMarkdown(shrunk)).toContain('a workload of its own, not the headline one');
  });

  it('says of a cancelled run that it was cancelled and shows what there is', () => {
    const one = { ...entry({ format: 'fp16', phase: 'prefill' }), status: 'cancelled' as const };
    const failure = { ...CANCELLED, step: 'Measure decode and prefill' };
    const markdown = toMarkdown(result({ status: 'cancelled', failure, elapsedSeconds: 12.3, results: [one] }));
    expect(markdown).toContain('\n\n**Cancelled after 12.3 s, in the step “Measure decode and prefill”: what was');
    expect(row(markdown, 'pp512', '(cancelled)')).toContain('1000 ± 20 (cancelled)');
  });

  it('says of a run without any measurement that nothing was measured', () => {
    const error = { code: 'too-large' as const, message: 'Too large.', where: '', remedy: 'Choose a smaller shape.' };
    const failure = { ...error, step: null };
    const markdown = toMarkdown(result({ status: 'failed', failure, elapsedSeconds: 2, results: [] }));
    expect(markdown).toContain('**Failed after 2.00 s (too-large): Too large. Choose a smaller shape.**');
    expect(markdown).toContain('Nothing was measured.');
  });

  it('names each warning once', () => {
    const warning = { code: 'coarse-clock', message: 'The clock is coarse.' };
    const results = [entry({ format: 'fp16', phase: 'decode', warnings: [warning] })];
    expect(toMarkdown(result({ warnings: [warning], results })).match(/The clock is coarse\./g)).toHaveLength(1);
  });

  it('quotes what the model wrote, with how it was sampled', () => {
    const story = {
      model: 'Fable',
      format: 'int4' as const,
      prompt: 'Once',
      engine: 'tokamark',
      text: ' upon a time\n# not a heading',
      tokens: 12,
      temperature: 0.8,
      seed: 7,
      tokensPerSecond: 123.456,
    };
    const markdown = toMarkdown(result({ stories: [story] }));
    expect(markdown).toContain('> Once upon a time\n> \\# not a heading');
    expect(markdown).toContain('temperature 0.8, seed 7, 12 tokens, 123 tokens/s');
  });

  it('lets no text from outside add a column, a row or a heading', () => {
    const evil = 'a|b\n# c\u001b[2J';
    const markdown = toMarkdown(
      result({
        adapter: { ...result().adapter, description: evil },
        results: [
          { ...entry({ format: 'fp16', phase: 'decode' }), test: evil },
          { ...entry({ format: 'int4', phase: 'prefill' }), engine: evil },
        ],
        engines: [{ id: evil, version: evil, settings: [evil] }],
        warnings: [{ code: 'x', message: evil }],
      }),
    );
    const [title] = markdown.split('\n');
    expect(title).toContain('a\\|b # c');
    expect(markdown).not.toContain('\u001b');
    expect(markdown.match(/^# /gm)).toHaveLength(1);
    expect(row(markdown, 'WebGPU', 'FP16')).toHaveLength(9);
    expect(row(markdown, 'SmolLM2-135M', 'pp512')).toHaveLength(4);
  });

  it('records the engine, its commit and its shaders, and the environment', () => {
    const markdown = toMarkdown(result());
    expect(markdown).toContain('tokamark 0.1.0, commit `abcdef012345`, shaders `0123456789ab`');
    expect(markdown).toContain('Node.js 20.20.2 with Dawn (npm webgpu 0.6.2), Debian GNU/Linux 12 (bookworm)');
    expect(markdown).toContain('shader-f16, subgroups (32 to 32), timestamp-query');
  });

  it('holds the link that runs the same again, and says by what a replay was computed', () => {
    const receipt = { text: 'receipt=1&shape=Fable', workloadIds: [] };
    const replay = { receipt: 'receipt=1', sameImplementation: false, differences: ['version 0.1.0 → 0.2.0'] };
    const text = toMarkdown(result({ receipt, replay }), 'https://example.org/');
    expect(text).toContain('    https://example.org/#receipt=1&shape=Fable');
    expect(text).toContain('ANOTHER IMPLEMENTATION (version 0.1.0 → 0.2.0)');
    expect(toMarkdown(result())).not.toContain('## Receipt');
  });

  it('has a command in place of a link that would be dead for others', () => {
    const receipt = { text: 'receipt=1&shape=Fable', workloadIds: [] };
    const text = toMarkdown(result({ receipt }), null);
    expect(text).toContain('    tokamark run --receipt "#receipt=1&shape=Fable"');
    expect(text).not.toMatch(/https?:/);
  });
});
