/** The card beside a link to a run: what it says. */
import { describe, expect, it } from 'vitest';
import { run } from '../../../../src/page/fixtures/board-answers';
import { runCard } from './run-card';

const SITE = 'https://page.example/';
const wordsOf = (svg: string | null): string => (svg ?? '').replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

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
});
