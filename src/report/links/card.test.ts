/** The share card: what it says, and that all of it has its place, whatever the names are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measured } from '../../../test/fixtures/duel';
import { figure } from '../../../test/fixtures/result';
import { boxOf, overlap } from '../charts/labels';
import { cardExtras, cardOf, type Card, type CardExtras } from './card';
import { qrCode } from './card-qr';
import { CARD_HEIGHT, CARD_WIDTH, cardScene, cardSvg } from './card-scene';
import { duelOf, type Duel } from './duel';

const ADDRESS = 'https://example.org/tokamark/';
const DUEL = duelOf(measured({ rate: 38.1 }), 'Apple M3');
const of = (duel: Duel, address: string | null = ADDRESS): Card => cardOf(duel, address);
const named = (name: string, software = false): Card => of({ ...DUEL, machine: { ...DUEL.machine, name, software } });
const textOf = (card: Card): string =>
  cardScene(card)
    .labels.map(({ text }) => text)
    .join('\n');

function assertPlaced(card: Card): void {
  const { labels } = cardScene(card);
  const boxes = labels.map(boxOf);
  for (const [i, box] of boxes.entries()) {
    const text = labels[i]?.text ?? '';
    expect(box.left, text).toBeGreaterThanOrEqual(24);
    expect(box.right, text).toBeLessThanOrEqual(CARD_WIDTH - 24);
    expect(box.top, text).toBeGreaterThanOrEqual(24);
    expect(box.bottom, text).toBeLessThanOrEqual(CARD_HEIGHT - 24);
    for (const [j, other] of boxes.slice(i + 1).entries()) {
      expect(overlap(box, other), `${text} over ${labels[i + 1 + j]?.text ?? ''}`).toBe(false);
    }
    // Nor over the code.
    expect(overlap(box, { left: 992, top: 442, right: 1144, bottom: 594 }), text).toBe(false);
  }
}

describe('the share card', () => {
  it('has the number with its interval, the sentence, what was run where and when, and the page', () => {
    const text = textOf(of(DUEL));
    expect(text).toMatch(/^9[89]\.\d+\ntokens per second\nINT4 · 9\d\.\d+ to (?:9|10)\d\.\d+\n/);
    expect(text.replaceAll('\n', ' ')).toContain('Apple M3 writes about 19 times as fast as reading');
    expect(text.replaceAll('\n', ' ')).toMatch(
      /FP16 3[78]\.\d+, INT4 at \d\d % of its bandwidth Reads (?:19|20)\d\d tokens per second /,
    );
    expect(text.replaceAll('\n', ' ')).toContain(
      'Llama-3.2-1B’s shape, 1.24B parameters, Node.js 20.20.2 2026-11-22, unverified',
    );
    expect(text).toContain('can yours? example.org/tokamark');
  });

  it('draws the shares of the bandwidth as arcs, INT4 outside, FP16 inside', () => {
    const shapes = cardScene(of(DUEL)).shapes.filter(({ paint, ink }) => paint === 'line' && ink !== 'grid');
    expect(shapes.map(({ ink }) => ink)).toEqual(['int4', 'text', 'fp16', 'text']);
    const without: Duel = { ...DUEL, figures: [{ ...DUEL.figures[0], share: null }] };
    expect(cardScene(of(without)).shapes.filter(({ paint, ink }) => paint === 'line' && ink !== 'grid')).toEqual([]);
    expect(textOf(of(without))).not.toContain('bandwidth');
  });

  it('says how long the first token took, and where the machine stands if the person says so', () => {
    const result = measured({ rate: 38.1 });
    const timed = {
      ...result,
      results: result.results.map((entry) =>
        entry.phase === 'prefill' ? { ...entry, ttftSeconds: figure(0.25) } : entry,
      ),
    };
    const words = (extras: CardExtras): string => textOf(cardOf(DUEL, ADDRESS, extras)).replaceAll('\n', ' ');
    const extras = cardExtras(timed, DUEL, ' Lyon,\u202e a <b>kitchen</b>');
    expect(words(extras)).toContain('first token in 250 ms after a prompt of 512 tokens');
    expect(words(extras)).toContain('2026-11-22, Lyon, a <b>kitchen</b>, unverified');
    // Of a smaller model, which stands before it.
    const small = timed.results.map((entry) => ({
      ...entry,
      ...{ workloadId: `of another model: ${entry.workloadId}`, ttftSeconds: figure(0.001) },
    }));
    expect(cardExtras({ ...timed, results: [...small, ...timed.results] }, DUEL, '').firstToken?.seconds).toBe(0.25);
    const none = { ...result, results: result.results.filter(({ phase }) => phase === 'decode') };
    expect(words(cardExtras(none, DUEL, ''))).not.toMatch(/first token|, ,/);
    assertPlaced(cardOf({ ...DUEL, machine: { ...DUEL.machine, name: 'W'.repeat(60) } }, ADDRESS, extras));
  });

  it('marks a software adapter beside the number, once', () => {
    const soft = named('llvmpipe', true);
    expect(textOf(soft).match(/software adapter/g)).toHaveLength(1);
    expect(textOf(named('Apple M3'))).not.toContain('software');
    assertPlaced(soft);
  });

  it('has a code of the page’s address, and neither where others cannot open it', () => {
    const local = cardScene(of(DUEL, null));
    expect(local.labels.map(({ text }) => text).join(' ')).not.toMatch(/can yours|https?:|localhost/);
    expect(cardScene(of(DUEL)).shapes.length).toBe(local.shapes.length + 2);
  });

  it('has room for every word, whatever the machine is called', () => {
    const names = fc.oneof(
      fc.constantFrom(
        'NVIDIA GeForce RTX 5090 Laptop GPU (Blackwell, 24 GB GDDR7, 175 W)',
        'x'.repeat(60),
        'W'.repeat(60),
        '笔'.repeat(60),
        'AMD Radeon(TM) 780M Graphics (RADV GFX1103_R1)',
        'a',
      ),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    fc.assert(
      fc.property(
        names,
        fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (name, rate, spread) => {
          const duel = duelOf(measured({ rate, spread }), name);
          assertPlaced(of({ ...duel, machine: { ...duel.machine, software: rate < 10 } }));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('escapes what is not its own', () => {
    const svg = cardSvg(named('<script>alert(1)</script> & "x"'));
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).toContain('width="1200" height="630"');
  });
});

describe('a code', () => {
  it('is as large as asked, from whole modules', () => {
    const code = qrCode(ADDRESS, 148) ?? expect.fail('no code');
    const ends = [...code.path.matchAll(/[HV]([\d.]+)/g)].map(([, at]) => Number(at));
    expect(Math.max(...ends)).toBeLessThan(148);
    expect(Math.min(...ends)).toBeGreaterThan(0);
  });

  it('is none of an address that is too long to be told from a photograph', () => {
    expect(qrCode(`https://example.org/${'a'.repeat(200)}`, 148)).toBeNull();
  });
});
