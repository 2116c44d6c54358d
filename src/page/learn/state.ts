/** What the lab shows, as data, and how a person changes it: one pure function. All of it but the answers is in the address. */
import { BLOCK_SIZES, CHOICE_OF, shippedAs, type Choice, type Grid, type IntegerBits } from '../../lab/choice';
import { REAL_BLOCKS, SHOWN } from './block/fable-blocks';
import type { Language } from '../catalogue/languages';
import { LIMITS_PARTS, type LimitsPart } from './limits/limits-parts';

export const STEPS = ['weight', 'rounding', 'outlier', 'blocks', 'speed', 'limits'] as const;
export type Step = (typeof STEPS)[number];

export interface LearnState {
  readonly step: Step;
  readonly language: Language;
  /** Large type and nothing but the step, for a wall. */
  readonly projected: boolean;
  /** Place in REAL_BLOCKS. */
  readonly block: number;
  readonly choice: Choice;
  /** What the model itself is asked in the last step; null until a person says it there (see ownChoice). */
  readonly own: Choice | null;
  /** The weight in the hand: its place among the shown, and its value where a person has changed it. */
  readonly held: { readonly place: number; readonly value: number | null };
  /** What the last step shows. */
  readonly part: LimitsPart;
  /** The codes of a class, as its list writes them; null while it is closed. */
  readonly codes: string | null;
  /** What was predicted in each step: the place of the answer. */
  readonly predicted: Readonly<Partial<Record<Step, number>>>;
}

const FIRST_BLOCK = 0;

export const opening = (language: Language): LearnState => ({
  ...{ step: 'weight', language, projected: false, block: FIRST_BLOCK, choice: CHOICE_OF.int4, own: null },
  ...{ held: { place: 0, value: null }, part: LIMITS_PARTS[0], codes: null, predicted: {} },
});

export type LearnEvent =
  | { readonly type: 'step'; readonly step: Step }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'projected'; readonly projected: boolean }
  | { readonly type: 'block'; readonly block: number }
  | { readonly type: 'choice'; readonly choice: Choice }
  | { readonly type: 'own'; readonly own: Choice }
  | { readonly type: 'hold'; readonly place: number }
  | { readonly type: 'drag'; readonly place: number; readonly value: number }
  | { readonly type: 'let-go' }
  | { readonly type: 'part'; readonly part: LimitsPart }
  | { readonly type: 'codes'; readonly codes: string | null }
  | { readonly type: 'predict'; readonly step: Step; readonly answer: number }
  | { readonly type: 'address'; readonly state: LearnState };

/** As far as a weight can be dragged; Fable's largest is below 2. */
export const FARTHEST = 2;

export function reduceLearn(state: LearnState, event: LearnEvent): LearnState {
  switch (event.type) {
    case 'step':
      return { ...state, step: event.step, ...(event.step === 'outlier' ? { choice: CHOICE_OF.int4 } : {}) };
    case 'language':
      return { ...state, language: event.language };
    case 'projected':
      return { ...state, projected: event.projected };
    case 'block':
      return { ...state, block: event.block, held: { place: 0, value: null } };
    case 'choice':
      return { ...state, choice: event.choice };
    case 'own':
      return { ...state, own: event.own };
    case 'hold':
      return { ...state, held: { place: event.place, value: null } };
    case 'drag':
      return { ...state, held: { place: event.place, value: within(event.value) } };
    case 'let-go':
      return { ...state, held: { ...state.held, value: null } };
    case 'part':
      return { ...state, part: event.part };
    case 'codes':
      return { ...state, codes: event.codes };
    case 'predict':
      // The first answer counts: to see and then to predict is no prediction.
      return event.step in state.predicted
        ? state
        : { ...state, predicted: { ...state.predicted, [event.step]: event.answer } };
    case 'address':
      return { ...event.state, predicted: state.predicted };
  }
}

/** So few bits that the text falls apart. */
export const COARSE: Choice = { kind: 'integer', bits: 2, block: 32, grid: 'symmetric' };

/** What the last step asks beside the formats of the product: its own choice, else that of the other steps where it is none of them. */
export const ownChoice = ({ own, choice }: Pick<LearnState, 'own' | 'choice'>): Choice =>
  own ?? (shippedAs(choice) === null ? choice : COARSE);

/** To a thousandth, so that an address says what is shown. */
const within = (value: number): number =>
  Math.round(1000 * Math.min(FARTHEST, Math.max(-FARTHEST, Number.isFinite(value) ? value : 0))) / 1000;

/** The next block of a kind after the one that is shown. */
export function nextBlock({ block }: Pick<LearnState, 'block'>, kind: (typeof REAL_BLOCKS)[number]['kind']): number {
  const count = REAL_BLOCKS.length;
  const order = REAL_BLOCKS.map((_, i) => (block + 1 + i) % count);
  return order.find((i) => REAL_BLOCKS[i]?.kind === kind) ?? block;
}

/** Integers keep what they were when a person comes back to them from a small float. */
export const integerChoice = (
  before: Choice,
  change: { readonly bits?: IntegerBits; readonly block?: number; readonly grid?: Grid },
): Choice => {
  const from = before.kind === 'integer' ? before : CHOICE_OF.int4;
  if (from.kind !== 'integer') return from;
  const { bits = from.bits, grid = from.grid } = change;
  return { kind: 'integer', bits, grid, block: BLOCK_SIZES.find((size) => size === change.block) ?? from.block };
};

export const placeWithin = (place: number): number => Math.min(SHOWN - 1, Math.max(0, Math.trunc(place) || 0));
