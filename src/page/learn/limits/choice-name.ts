/** A choice as a person reads it: `INT4`, or `3 bits, blocks of 64`. */
import { shippedAs, type Choice } from '../../../lab/choice';
import type { LimitsWords } from '../catalogue/model-messages';

export function choiceName(choice: Choice, { quality }: Pick<LimitsWords, 'quality'>): string {
  const format = shippedAs(choice);
  if (format !== null) return format.toUpperCase();
  return choice.kind === 'integer' ? quality.own(choice.bits, choice.block) : choice.kind.toUpperCase();
}
