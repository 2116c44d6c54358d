/**
 * Of which model a speed is, how large that is, and what it may be compared with: one statement for page, card, link and command. Speeds
 * of models of different sizes say nothing of each other, so it stands beside each.
 */
import { HEADLINE, HEADLINE_TESTS } from '../benchmark/suite/suite';
import { testName, type Test } from '../benchmark/workload';
import { SHAPES } from '../model/shapes';
import type { Result, ResultEntry } from './schema';

/** 5.25M, 135M, 1.24B. */
const IN_SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

const parametersOf = (shape: string): number | null => SHAPES.find(({ name }) => name === shape)?.parameters ?? null;

export interface ModelOfSpeed {
  readonly name: string;
  /** Of a name of SHAPES they are known without being given. */
  readonly parameters?: number;
}

/** `Fable’s shape, 5.25M parameters`. */
export function shapeWords({ name, parameters }: ModelOfSpeed): string {
  const size = parameters ?? parametersOf(name);
  return size === null ? `${name}’s shape` : `${name}’s shape, ${IN_SHORT.format(size)} parameters`;
}

/** Of a figure that came without its run: `Fable’s shape, 5.25M parameters (not the headline, Llama-3.2-1B)`. */
export function shapeAlone(shape: string, test: Test): string {
  const isHeadline = HEADLINE_TESTS.some((one) => testName(one) === testName(test));
  return standingWords({ name: shape }, shape !== HEADLINE.shape ? 'chosen' : isHeadline ? 'headline' : 'shorter');
}

/** Of a run's model, for whoever was sent the figure alone; weights of one's own have their name, and are held against no shape. */
export const modelWords = (model: ResultEntry['model'], plan: Result['plan']): string =>
  model.weights === 'synthetic' ? standingWords(model, modelStanding(model, plan)) : model.name;

function standingWords(model: ModelOfSpeed, standing: ModelStanding): string {
  const not = SHORT_WORDS[standing];
  return `${shapeWords(model)}${not === '' ? '' : ` (${not})`}`;
}

/** Behind what a model does, in a sentence that is repeated without what stands around it; empty of the headline. */
export function withSmallModel({ name, parameters }: ModelOfSpeed): string {
  if (name === HEADLINE.shape) return '';
  const size = parameters ?? parametersOf(name);
  return size === null ? '' : `, with a model of ${IN_SHORT.format(size)} parameters`;
}

export type ModelStanding = 'headline' | 'shorter' | 'no-time' | 'no-memory' | 'chosen';

/** What a run's speed is of, against what every machine is asked for. */
export function modelStanding(model: ModelOfSpeed, plan: Result['plan']): ModelStanding {
  if (model.name === HEADLINE.shape) return plan.headline ? 'headline' : 'shorter';
  if (plan.unmet === undefined) return 'chosen';
  return plan.unmet.tooLarge === null ? 'no-time' : 'no-memory';
}

/** In brackets behind the model; empty of the headline. */
const SHORT_WORDS: Readonly<Record<ModelStanding, string>> = {
  headline: '',
  shorter: 'not the headline: its tests are others',
  'no-time': `not the headline: ${HEADLINE.shape} did not fit the time`,
  'no-memory': `not the headline: ${HEADLINE.shape} does not fit the memory`,
  chosen: `not the headline, ${HEADLINE.shape}`,
};

/** What it may be compared with, in a sentence or two: short, since they stand beside the number. */
export const STANDING_WORDS: Readonly<Record<ModelStanding, string>> = {
  headline: 'The headline: compare it with any machine’s.',
  shorter: 'Not the headline, whose tests are others: compare with the same tests alone.',
  'no-time': `Not the headline: ${HEADLINE.shape} did not fit the time. Compare with this shape alone.`,
  'no-memory': `Not the headline: ${HEADLINE.shape} does not fit the memory. Compare with this shape alone.`,
  chosen: `Not the headline, ${HEADLINE.shape}: compare with this shape alone.`,
};
