import { expect, it } from 'vitest';
import { measured } from '../../../test/fixtures/duel';
import { challengeText } from './challenge';
import { duelOf } from './duel';
import { decodeDuel, LONGEST_DUEL } from './duel-link';

const duel = duelOf(measured({ rate: 40 }), 'Apple M3');

it('a challenge is the claim, a question, and a link that holds the result', async () => {
  const [claim, link = '', ...more] = (await challengeText(duel, 'https://example.org/tokamark/')).split('\n');
  expect(more).toEqual([]);
  expect(claim).toMatch(
    /^Apple M3 writes 10\d\.\d+ tokens per second in INT4 \(10\d\.\d+ to 10\d\.\d+\) with Llama-3\.2-1B’s shape, 1\.24B parameters\. Can yours\? One button:$/,
  );
  expect(link).toMatch(/^https:\/\/example\.org\/tokamark\/#duel=1\.[\w-]+\.end$/);
  expect(link.length).toBeLessThan(LONGEST_DUEL);
  expect((await decodeDuel(link)).machine.name).toBe('Apple M3');
});

it('a challenge of a page that others cannot open has the figures and no dead link', async () => {
  const text = await challengeText(duel, null);
  expect(text).toMatch(/tokens per second.*\nThere is no link/s);
  expect(text).not.toMatch(/https?:|duel=/);
});

it('a challenge says beside the name that a software adapter is none', async () => {
  const software = { ...duel, machine: { ...duel.machine, software: true } };
  expect(await challengeText(software, null)).toMatch(/^Apple M3 \(software adapter\) writes/);
});
