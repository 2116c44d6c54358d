/** The verdict of a duel: who wins, by how much, and when there is none. */
import { describe, expect, it } from 'vitest';
import { measured } from '../../../test/fixtures/duel';
import type { Result } from '../schema';
import { duelOf } from './duel';
import { decodeDuel, encodeDuel } from './duel-link';
import { duelVerdict, type DuelDecision } from './duel-verdict';

const theirs = await decodeDuel(await encodeDuel(duelOf(measured({ rate: 40 }), 'Apple M3')));

function decided(mine: Result, duel = theirs): DuelDecision {
  const verdict = duelVerdict(duel, mine);
  return verdict.kind === 'decided' ? verdict : expect.fail(verdict.reason);
}

function refusal(mine: Result, duel = theirs): string {
  const verdict = duelVerdict(duel, mine);
  return verdict.kind === 'refused' ? verdict.reason : expect.fail(verdict.sentence);
}

const software = (result: Result): Result => ({ ...result, adapter: { ...result.adapter, software: true } });

describe('a duel', () => {
  it('is won by the faster machine, with the interval of the ratio', () => {
    const { outcome, sentence, rounds } = decided(measured({ rate: 80 }));
    expect(outcome).toBe('win');
    expect(sentence).toMatch(
      /^You win: yours writes 2\.00\d? times as fast as Apple M3 in INT4 \(1\.9\d+ to 2\.0\d+\)\.$/,
    );
    expect(rounds.map(({ theirs: { format, test } }) => `${format} ${test.phase}`)).toEqual([
      ...['int4 decode', 'fp16 decode', 'int4 prefill', 'fp16 prefill'],
    ]);
    for (const { ratio } of rounds) {
      expect(ratio.low).toBeLessThan(2);
      expect(ratio.high).toBeGreaterThan(2);
    }
  });

  it('is lost by the slower one, and says by how much from the winner’s side', () => {
    const { outcome, sentence } = decided(measured({ rate: 10 }));
    expect(outcome).toBe('loss');
    expect(sentence).toMatch(
      /^Apple M3 wins: it writes (?:4\.0\d*|3\.9\d+) times as fast as yours in INT4 \([\d.]+ to [\d.]+\)\.$/,
    );
  });

  it('is a tie where the interval of the ratio contains 1', () => {
    const { outcome, sentence } = decided(measured({ rate: 40.02, spread: 0.05 }));
    expect(outcome).toBe('tie');
    expect(sentence).toMatch(
      /^A tie: yours writes 0\.9\d+ to 1\.0\d+ times as fast as Apple M3 in INT4, too close to tell\.$/,
    );
  });

  it('always says that the figures of a link are unverified, and whose code made them', () => {
    const engine = { name: 'tokamark', version: '0.2.0', commit: 'c53fce4eb98a', shaderHash: 'ab'.repeat(32) };
    const { notes } = decided(measured({ rate: 80 }, { engine }));
    expect(notes.join(' ')).toMatch(/unverified.*within one run.*version 0\.1\.0 → 0\.2\.0/);
    expect(decided(measured({ rate: 80 })).notes.join(' ')).not.toContain('Another version');
  });

  it('of two software adapters is decided, and marked', async () => {
    const soft = await decodeDuel(await encodeDuel(duelOf(software(measured({ rate: 2 })), 'llvmpipe')));
    const { sentence, notes } = decided(software(measured({ rate: 8 })), soft);
    expect(sentence).toContain('as fast as llvmpipe (software adapter) in INT4');
    expect(notes.join(' ')).toContain('nothing about GPUs');
  });
});

describe('there is no verdict', () => {
  it('between a software adapter and a GPU, either way', async () => {
    expect(refusal(software(measured({ rate: 40 })))).toBe(
      'Yours is a software adapter and theirs a GPU: the two do not compare.',
    );
    const soft = await decodeDuel(await encodeDuel(duelOf(software(measured({ rate: 40 })), 'llvmpipe')));
    expect(refusal(measured({ rate: 40 }), soft)).toBe(
      'Theirs is a software adapter and yours a GPU: the two do not compare.',
    );
  });

  it('between suites', () => {
    expect(refusal(measured({ rate: 40 }, { suite: { name: 'tokamark-1', profile: 'quick' } }))).toContain(
      'They ran the suite tokamark-2, this result is of tokamark-1',
    );
  });

  it('between workloads', () => {
    const mine = measured({ rate: 40 });
    const others = mine.results.map((entry) => ({ ...entry, workloadId: 'b'.repeat(64) }));
    expect(refusal({ ...mine, results: others })).toContain('another workload than theirs');
    const without = mine.results.filter(({ format }) => format !== 'int4');
    expect(refusal({ ...mine, results: without })).toContain('did not measure the same writing in INT4');
  });

  it('where a run was cut short, or repeated too little', async () => {
    const mine = measured({ rate: 40 });
    const cut = mine.results.map((entry) => ({ ...entry, status: 'cancelled' as const }));
    expect(refusal({ ...mine, results: cut })).toContain('did not finish writing in INT4');
    expect(refusal(measured({ rate: 40, repetitions: 3 }))).toContain('This run repeated writing in INT4 fewer than 5');
    const few = await decodeDuel(await encodeDuel(duelOf(measured({ rate: 40, repetitions: 3 }), 'x')));
    expect(refusal(measured({ rate: 40 }), few)).toContain('They repeated writing in INT4 fewer than 5');
  });
});
