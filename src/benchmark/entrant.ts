/** Who takes part in a run: a contestant with the model and the tests that it runs. What is loaded, tuned, repeated and freed as one. */
import type { ModelConfig } from '../model/config';
import { shapeNamed } from '../model/shapes';
import type { Contestant } from './contestant';
import { lineTest } from './suite/line';
import { isOurs } from './whose';
import { testName, type Test } from './workload';

export interface Entrant {
  readonly contestant: Contestant;
  readonly config: ModelConfig;
  readonly tests: readonly Test[];
  /** Apart from all others of a run: `int4`, `int4-SmolLM2-135M`. */
  readonly id: string;
  /** As people call it: `INT4`, `SmolLM2-135M INT4`. */
  readonly name: string;
  /** It runs the model of the headline, and not one of the line. */
  readonly isHeadline: boolean;
}

/** What is planned of whom: the model of the headline, and the smaller ones of the line. */
export interface Lineup {
  readonly config: ModelConfig;
  readonly tests: readonly Test[];
  /** Names of shapes, the largest first; empty: no line. */
  readonly line: readonly string[];
}

/** Every contestant at the headline's model; of ours, those in `lineFormats` also at each model of the line, in its one test. */
export function entrantsOf(
  contestants: readonly Contestant[],
  { config, tests, line }: Lineup,
  lineFormats: readonly string[],
): readonly Entrant[] {
  const test = lineTest(tests);
  const inLine = contestants.filter((one) => isOurs(one) && lineFormats.includes(one.recipe.id));
  return [
    ...contestants.map((contestant) => ({
      ...{ contestant, config, tests, isHeadline: true },
      ...{ id: contestant.id, name: contestant.name },
    })),
    ...(test === undefined ? [] : line).flatMap((shape) =>
      inLine.map((contestant) => ({
        ...{ contestant, config: shapeNamed(shape), tests: test === undefined ? [] : [test], isHeadline: false },
        ...{ id: `${contestant.id}-${shape}`, name: `${shape} ${contestant.name}` },
      })),
    ),
  ];
}

/** Of one of its tests, among all that a run repeats. */
export const seriesId = ({ id }: Pick<Entrant, 'id'>, test: Test): string => `${id} ${testName(test)}`;
