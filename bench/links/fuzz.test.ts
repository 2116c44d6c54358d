/** A small part of `npm run bench:links`, and that its judge sees what is wrong. */
import { expect, it } from 'vitest';
import { measured } from '../../test/fixtures/duel';
import { fuzz } from './fuzz';
import { judged } from './judge';
import { subject } from './subject';

const { samples, mine } = await subject();

it('links that are right are read, and give nothing that must not be displayed', async () => {
  for (const { link } of samples) expect(await judged(link, mine)).toMatchObject({ outcome: 'read', wrong: '' });
});

it('of some thousand mutated links none crashes, and none displays what it must not', async () => {
  const { wrong, findings, outcomes, links } = await fuzz({ samples, mine }, 4000, 16);
  expect(findings).toEqual([]);
  expect([wrong, links]).toEqual([0, 4000]);
  // They come far enough: some are refused for their receipt, and some are read.
  for (const outcome of ['letters: link', 'document: link', 'document: read', 'receipt: receipt', 'receipt: read']) {
    expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(0);
  }
});

it('the same seed gives the same links', async () => {
  const [first, again] = [await fuzz({ samples, mine }, 300, 7), await fuzz({ samples, mine }, 300, 7)];
  expect([...again.outcomes]).toEqual([...first.outcomes]);
});

it('the judge sees a crash', async () => {
  const [sample] = samples;
  const broken = {
    ...measured({ rate: 1 }),
    get results(): never {
      throw new RangeError('broken on purpose');
    },
  };
  expect(await judged(sample?.link ?? '', broken)).toMatchObject({ outcome: 'crash' });
});
