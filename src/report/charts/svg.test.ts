/** The SVG of a picture: shown by a page with a strict policy, read out by a screen reader, and never more than a picture. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { result } from '../../../test/fixtures/result';
import type { Chart } from './chart';
import { headlineChart } from './headline';
import { SOFTWARE_MARK } from './layout';
import { INKS, PALETTES } from './palette';
import { AS_FILE, chartSvg } from './svg';

function headline(over: Parameters<typeof result>[0] = {}): Chart {
  const chart = headlineChart(result(over));
  if (chart === null) throw new Error('the fixture has speeds');
  return chart;
}

const text = chartSvg(headline(), AS_FILE);
const tags = (svg: string): readonly string[] => [...svg.matchAll(/<([a-z]+)/g)].map(([, name = '']) => name);

describe('a picture', () => {
  it('has a name and a description, and is an image to who cannot see it', () => {
    expect(text).toMatch(/^<svg [^>]*role="img" aria-labelledby="chart-speed-title chart-speed-desc"/);
    expect(text).toContain('<title id="chart-speed-title">How fast SmolLM2-135M writes here</title>');
    expect(text).toContain('Acme R-1 · Node.js 20.20.2 · Tokamark 0.1.0 · 2026-11-22</desc>');
  });

  it('has attributes alone, no style that a strict policy would refuse, and nothing that runs or is fetched', () => {
    expect(new Set(tags(text))).toEqual(new Set(['svg', 'title', 'desc', 'rect', 'path', 'text']));
    expect(text).not.toMatch(/\sstyle=|\son\w+=|href/);
  });

  it('shows words from outside as words, whatever they are', () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '</text><script>alert(1)</script>',
        '" onload="alert(1)',
        "'><img src=x>",
        '&lt;',
        '\u0000\ufffe',
      ),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(hostile, hostile, (name, model) => {
        const base = result();
        const results = base.results.map((entry) => ({ ...entry, model: { ...entry.model, name: model } }));
        const svg = chartSvg(headline({ results, adapter: { ...base.adapter, description: name } }), AS_FILE);
        expect(new Set(tags(svg))).toEqual(new Set(['svg', 'title', 'desc', 'rect', 'path', 'text']));
        // XML: no control characters, no bare ampersand, every tag closed.
        expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|&(?!amp;|lt;|gt;|quot;|#39;)/);
        expect(svg.match(/<text /g)?.length).toBe(svg.match(/<\/text>/g)?.length);
        expect(svg).not.toMatch(/<[^>]*\son\w+=/);
      }),
      { numRuns: 200 },
    );
  });

  it('marks a software adapter once in the picture and once for who cannot see it', () => {
    const adapter = { ...result().adapter, description: 'llvmpipe', software: true };
    const svg = chartSvg(headline({ adapter }), AS_FILE);
    expect(svg.split(SOFTWARE_MARK)).toHaveLength(3);
    expect(text).not.toContain(SOFTWARE_MARK);
  });

  it('leaves title, sentence and source to the page that it stands in, but for who cannot see them', () => {
    const bare = chartSvg(headline(), { ...AS_FILE, frame: 'bare' });
    expect(bare).not.toMatch(/<text[^>]*>[^<]*writes here/);
    expect(bare).toContain('<title id="chart-speed-title">');
    expect(bare).not.toContain('<rect');
  });
});

describe('the colours', () => {
  /** WCAG's contrast of two colours. */
  const contrast = (a: string, b: string): number => {
    const light = (hex: string): number => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5]
        .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const [more = 0, less = 0] = [light(a), light(b)].toSorted((one, other) => other - one);
    return (more + 0.05) / (less + 0.05);
  };
  const WORDS = ['text', 'muted', 'roof', 'warning', 'int4', 'fp16', 'int8', 'w4a8', 'mxfp4', 'nvfp4'] as const;

  it.each(['light', 'dark', 'print'] as const)('can be read as words on %s paper', (name) => {
    const palette = PALETTES[name];
    for (const ink of WORDS) expect(contrast(palette[ink], palette.paper), ink).toBeGreaterThan(4.5);
  });

  it.each(['light', 'dark', 'print'] as const)('of what is no word stand out from %s paper', (name) => {
    const palette = PALETTES[name];
    const faint = new Set(['grid', 'paper', 'unexplained']);
    for (const ink of INKS.filter((one) => !faint.has(one))) {
      expect(contrast(palette[ink], palette.paper), ink).toBeGreaterThan(3);
    }
  });

  it('are the page’s own tokens where it has them', () => {
    expect(chartSvg(headline(), { ...AS_FILE, palette: PALETTES.page })).toContain('fill="var(--int4, ');
  });
});
