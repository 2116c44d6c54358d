/** A choice as a person reads it: `INT4`, or `3 bits, blocks of 64`. */
import { shippedAs, type Choice } from '../../../lab/choice';
import type { ModelChoice } from '../../../lab/model-choice';
import type { LimitsWords } from '../catalogue/model-messages';

type Words = Pick<LimitsWords, 'own'>;

export function choiceName(choice: Choice, { own }: Words): string {
  const format = shippedAs(choice);
  if (format !== null) return format.toUpperCase();
  return choice.kind === 'integer'
    ? `${own.bits(choice.bits)}, ${own.blocks(choice.block)}${own.grids[choice.grid]}`
    : choice.kind.toUpperCase();
}

export const modelChoiceName = (choice: ModelChoice, words: Words): string =>
  choice.kind === 'shipped' ? choice.format.toUpperCase() : choiceName(choice.choice, words);
