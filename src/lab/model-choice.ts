/**
 * How the weights of a whole model are rounded in the lab: as a preset of the product stores and computes them, or *simulated*: rounded
 * on the CPU as a choice says, then stored and computed as FP16. So its quality can be measured, and no speed is shown of it.
 */
import type { MatrixFormat } from '../kernels/format';
import { RECIPES, type ModelFormat, type TensorRole } from '../kernels/recipe';
import { CHOICE_OF, choiceText, shippedAs, type Choice } from './choice';

/** Which of the model's matrices a simulated choice rounds; all others stay FP16. */
export type Part =
  /** The linear layers; embedding and LM head are rounded to INT8, as in the product's 4-bit presets. */
  | { readonly kind: 'model' }
  /** The linear layers of one transformer layer. */
  | { readonly kind: 'layer'; readonly layer: number }
  /** Those of one role in every layer. Where embedding and LM head are tied, `embedding` is both. */
  | { readonly kind: 'role'; readonly role: TensorRole };

/** A part that is rounded alone. */
export type LonePart = Exclude<Part, { readonly kind: 'model' }>;

export type ModelChoice =
  | { readonly kind: 'shipped'; readonly format: ModelFormat }
  | { readonly kind: 'simulated'; readonly choice: Choice; readonly part: Part };

/** A matrix of the model as the engine holds it: q|k|v and gate|up are one each. */
export interface TensorPlace {
  readonly role: TensorRole;
  /** Null of embedding and LM head. */
  readonly layer: number | null;
}

export const WHOLE_MODEL: Part = { kind: 'model' };

/** The whole model by a choice: at true speed where the product ships it, simulated elsewhere. */
export function wholeModel(choice: Choice): ModelChoice {
  const format = shippedAs(choice);
  return format === null ? { kind: 'simulated', choice, part: WHOLE_MODEL } : { kind: 'shipped', format };
}

/** How a matrix is rounded; null where it stays FP16. */
export function choiceAt(choice: ModelChoice, { role, layer }: TensorPlace): Choice | null {
  if (choice.kind === 'shipped') return storedAs(RECIPES[choice.format].weights[role]);
  const { part } = choice;
  if (part.kind === 'layer') return part.layer === layer ? choice.choice : null;
  if (part.kind === 'role') return part.role === role ? choice.choice : null;
  return layer === null ? CHOICE_OF.int8 : choice.choice;
}

const storedAs = (format: MatrixFormat): Choice | null => (format === 'fp16' ? null : CHOICE_OF[format]);

/** As a key: `int4`, `sim-3s64`, `sim-3s64-layer2`, `sim-3s64-down`. */
export function modelChoiceText(choice: ModelChoice): string {
  if (choice.kind === 'shipped') return choice.format;
  return ['sim', choiceText(choice.choice), ...partWords(choice.part)].join('-');
}

function partWords(part: Part): readonly string[] {
  if (part.kind === 'model') return [];
  return part.kind === 'layer' ? [`layer${part.layer}`] : [part.role];
}
