/** Who takes part in a run: every contestant at the headline's model, and ours at the models of the line. */
import { describe, expect, it } from 'vitest';
import { RECIPES } from '../kernels/recipe';
import { shapeNamed } from '../model/shapes';
import type { Contestant } from './contestant';
import { entrantsOf, seriesId } from './entrant';
import { HEADLINE_TESTS } from './suite/suite';
import { tokamark } from './tokamark';
import { identityOf } from './whose';

const ours = [RECIPES.fp16, RECIPES.int4].map(tokamark);
const theirs: Contestant = {
  ...identityOf('waiter', RECIPES.int4),
  ...{ weights: null, about: null },
  load: () => Promise.reject(new Error('never loaded')),
};
const lineup = {
  config: shapeNamed('Llama-3.2-1B'),
  tests: HEADLINE_TESTS,
  line: ['SmolLM2-360M', 'SmolLM2-135M'],
};

describe('the entrants of a run', () => {
  it('are all contestants at the headline’s model first, then ours in the formats of the line, in its one test', () => {
    const entrants = entrantsOf([...ours, theirs], lineup, ['int4']);
    expect(entrants.map(({ name, isHeadline, tests }) => [name, isHeadline, tests.length])).toEqual([
      ['FP16', true, 2],
      ['INT4', true, 2],
      ['waiter INT4', true, 2],
      ['SmolLM2-360M INT4', false, 1],
      ['SmolLM2-135M INT4', false, 1],
    ]);
    expect(entrants.at(-1)?.config.name).toBe('SmolLM2-135M');
  });

  it('have names of their own for all that they repeat', () => {
    const entrants = entrantsOf([...ours, theirs], lineup, ['fp16', 'int4']);
    const ids = entrants.flatMap((entrant) => entrant.tests.map((test) => seriesId(entrant, test)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are those of the headline alone without a line', () => {
    expect(entrantsOf(ours, { ...lineup, line: [] }, ['int4'])).toHaveLength(2);
    expect(entrantsOf(ours, lineup, [])).toHaveLength(2);
  });
});
