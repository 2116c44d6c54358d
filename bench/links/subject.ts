/** The links that are mutated, and the result that each is held against. Their figures are invented. */
import { measured } from '../../test/fixtures/duel';
import { PROFILES } from '../../src/benchmark/suite/suite';
import { MODEL_FORMATS } from '../../src/kernels/recipe';
import { settingsOfProfile } from '../../src/options/settings';
import { duelOf } from '../../src/report/links/duel';
import { encodeDuel } from '../../src/report/links/duel-link';
import type { Result } from '../../src/report/schema';
import { sampleOf, type Sample } from './mutate';

export async function subject(): Promise<{ readonly samples: readonly Sample[]; readonly mine: Result }> {
  const mine = measured({ rate: 40 });
  const soft = measured({ rate: 2, spread: 0.4 });
  const duels = [
    duelOf(mine, 'Apple M3'),
    duelOf({ ...soft, adapter: { ...soft.adapter, software: true } }, 'llvmpipe <LLVM 15.0.6> & "others"'),
    duelOf(
      measured({ rate: 700, repetitions: 30, formats: MODEL_FORMATS }, {}, settingsOfProfile(PROFILES.standard)),
      'NVIDIA GeForce RTX™ 5090 笔记本',
    ),
  ];
  const samples: Sample[] = [];
  for (const duel of duels) samples.push(await sampleOf(await encodeDuel(duel)));
  return { samples, mine };
}
