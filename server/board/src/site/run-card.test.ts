/** The card beside a link to a run: what it says, and that it is a picture wherever it is drawn. */
import { describe, expect, it } from 'vitest';
import { run } from '../../../../src/page/fixtures/board-answers';
import { CARD_HEIGHT, CARD_WIDTH } from '../../../../src/report/links/card-scene';
import { createDrawing } from './png';
import { runCard } from './run-card';

const SITE = 'https://page.example/';
const wordsOf = (svg: string | null): string => (svg ?? '').replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describe('the card of a run', () => {
  it('says the speed, the GPU, its place, what the board did with it, and where the page is', () => {
    const words = wordsOf(runCard(run(), SITE));
    expect(words).toContain('94.3 tokens per second');
    expect(words).toContain('NVIDIA GeForce RTX 4060');
    expect(words).toContain('better than 61 % of 41 runs sent in by 14 devices, it passed the board’s checks');
    expect(words).toContain('page.example');
    expect(words).not.toContain('unverified');
  });

  it('says of practice that it is never ranked, and of a software adapter what it is', () => {
    const words = wordsOf(runCard(run({ state: 'practice', software: true }), null));
    expect(words).toContain('practice, never ranked');
    expect(words).toContain('software adapter');
  });

  it('is none where a run has no headline, so that the site’s own picture stays', () => {
    expect(runCard(run({ figures: [] }), SITE)).toBeNull();
    expect(runCard(run({ receipt: null }), SITE)).toBeNull();
  });

  it('is drawn as PNG with fonts that come along', async () => {
    // As of two boards in one process.
    const [drawing, second] = [createDrawing(), createDrawing()];
    const draw = async (name: string, by = drawing) => {
      const [one] = run().figures;
      const svg = runCard(
        run({ gpu: null, declaredGpu: name, ...(one === undefined ? {} : { figures: [one] }) }),
        SITE,
      );
      return Buffer.from(await by(svg ?? ''));
    };
    const [png, other] = [await draw('Apple M3'), await draw('Apple M4')];
    expect(png.subarray(0, 8)).toEqual(PNG);
    expect((await draw('Apple M3', second)).equals(png)).toBe(true);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([CARD_WIDTH, CARD_HEIGHT]);
    // One figure of its name is all that differs: letters are drawn.
    expect(other.equals(png)).toBe(false);
    expect((await draw('</text><script>&\u0000\ud800\u202e')).subarray(0, 8)).toEqual(PNG);
  });
});
