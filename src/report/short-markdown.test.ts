/** What a person pastes into an issue or a chat: short, marked, and without a dead link. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result, roofs } from '../../test/fixtures/result';
import { toShortMarkdown } from './short-markdown';

const PAGE = 'https://example.org/tokamark/';
const receipt = { text: 'receipt=1&shape=Fable', workloadIds: [] };
const software = { ...result().adapter, software: true, description: 'llvmpipe' };
const linesOf = (markdown: string): readonly string[] => markdown.split('\n').filter((line) => line !== '');

describe('the short Markdown of a result', () => {
  it('is one line, a row for each test and a few lines', () => {
    const given = result({
      receipt,
      roofs: roofs(),
      warnings: [{ code: 'coarse-clock', message: 'The clock is coarse.' }],
    });
    const lines = linesOf(toShortMarkdown(given, PAGE));
    expect(lines[0]).toBe(
      'Tokamark 0.1.0 (abcdef012345) · Acme R-1 · Node.js 20.20.2, Dawn 0.6.2 · Debian GNU/Linux 12 (bookworm) · 2026-11-22',
    );
    expect(lines.filter((line) => line.startsWith('|'))).toHaveLength(2 + given.results.length);
    expect(lines.filter((line) => line.startsWith('- '))).toEqual([
      '- INT4 : FP16 is 2.00 × (1.94 to 2.06); FP16 writes 100.0 ± 2.0 tokens/s.',
      '- Time to first token: 500 ± 10 ms after a prompt of 512 tokens (INT4).',
      '- t/s is the median of n repetitions with its interval, within one run. 1 warning: coarse-clock.',
      '- Measure the same: <https://example.org/tokamark/#receipt=1&shape=Fable>',
    ]);
    expect(lines).toHaveLength(1 + 2 + 4 + 4);
  });

  it("has llama-bench's columns, and each test with its speed and repetitions", () => {
    const cells = linesOf(toShortMarkdown(result(), null))
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim())
          .slice(1, -1),
      );
    expect(cells[0]).toEqual(['model', 'size', 'params', 'backend', 'format', 'test', 't/s', 'n']);
    expect(cells.slice(2).map((row) => row.slice(3))).toEqual([
      ['WebGPU', 'FP16', 'pp512', '1000 ± 20', '5'],
      ['WebGPU', 'INT4', 'pp512', '2000 ± 40', '5'],
      ['WebGPU', 'FP16', 'tg64', '100.0 ± 2.0', '5'],
      ['WebGPU', 'INT4', 'tg64', '200 ± 4', '5'],
    ]);
  });

  it('marks a software adapter before anything else, and in each row', () => {
    const lines = linesOf(toShortMarkdown(result({ adapter: software }), null));
    expect(lines[0]).toMatch(/^\*\*SOFTWARE ADAPTER, not a GPU’s speed\.\*\* Tokamark 0\.1\.0 .* llvmpipe/);
    const rows = lines.filter((line) => line.startsWith('|')).slice(2);
    expect(rows.map((row) => row.includes('WebGPU, software'))).toEqual([true, true, true, true]);
    expect(toShortMarkdown(result(), null)).not.toMatch(/software/i);
  });

  it('has no link where others could not open it', () => {
    expect(toShortMarkdown(result({ receipt }), null)).not.toMatch(/https?:|receipt=/);
  });

  it('counts a warning once, however many tests have it', () => {
    const warnings = [{ code: 'few', message: 'Few repetitions.' }];
    const results = [
      entry({ format: 'fp16', phase: 'decode', warnings }),
      entry({ format: 'int4', phase: 'decode', warnings }),
    ];
    expect(toShortMarkdown(result({ results }), null)).toContain('1 warning: few.');
    expect(toShortMarkdown(result(), null)).not.toContain('warning');
  });

  it('says first that a run ended early, what a failed test is, and what was shrunk', () => {
    const failed = entry({ format: 'int4', phase: 'decode', status: 'failed', tokensPerSecond: null });
    const plan = { headline: false, budgetSeconds: 60, shrunk: ['pp512 to pp128'] };
    const text = toShortMarkdown(result({ status: 'cancelled', plan, results: [failed] }), null);
    expect(text).toMatch(/\| tg64 \|\s+failed \|/);
    expect(linesOf(text).find((line) => line.startsWith('- '))).toMatch(/^- Cancelled after 42\.5 s/);
    expect(text).toContain('- Shrunk to hold the time budget: pp512 to pp128.');
    expect(toShortMarkdown(result({ results: [] }), null)).toContain('Nothing was measured.');
  });

  it('lets no text from outside add a row, a line, a link or a mark of its own', () => {
    const evil = 'a|b\n- c <https://evil.example> [x](y) **z**\u001b[2J';
    const { adapter, environment, engine } = result();
    const given = result({
      adapter: { ...adapter, description: evil },
      environment: { ...environment, name: evil, operatingSystem: evil },
      engine: { ...engine, version: evil, commit: evil },
      receipt: { text: 'receipt=1> [x](javascript:1)', workloadIds: [] },
      plan: { headline: true, budgetSeconds: null, shrunk: [evil] },
      warnings: [{ code: evil, message: evil }],
      results: [
        { ...entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(100) }), test: evil, engine: evil },
      ],
    });
    const text = toShortMarkdown(given, PAGE);
    expect(text).not.toContain('\u001b');
    expect(text).not.toMatch(/(?<!\\)[<[]|Measure the same/);
    expect(text.match(/^\|/gm)).toHaveLength(3);
    expect(text.match(/^- (?:c|a)/gm)).toBeNull();
    expect(text.replace('**SOFTWARE', '')).not.toMatch(/(?<!\\)\*\*/);
  });
});
