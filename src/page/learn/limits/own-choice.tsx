/** What the model is asked beside the formats that ship, and where to change it: as one line of a sentence. */
import type { JSX } from 'preact';
import { BLOCK_SIZES, INTEGER_BITS, shippedAs } from '../../../lab/choice';
import { integerChoice } from '../state';
import type { PartProps } from './part-props';

export function OwnChoice({ own, words: { limits }, dispatch }: PartProps): JSX.Element {
  const { own: said } = limits;
  const integers = integerChoice(own, {});
  const format = shippedAs(own);
  const choose = (change: Parameters<typeof integerChoice>[1]): void =>
    dispatch({ type: 'own', own: integerChoice(own, change) });
  return (
    <span class="limits-own" role="group" aria-label={said.title}>
      <span>{said.title}</span>
      <select
        id="learn-own-bits"
        aria-label={said.bitsLabel}
        onChange={({ currentTarget }) => {
          const bits = INTEGER_BITS.find((one) => String(one) === currentTarget.value);
          if (bits !== undefined) choose({ bits });
        }}
      >
        {INTEGER_BITS.map((bits) => (
          <option key={bits} value={bits} selected={integers.kind === 'integer' && bits === integers.bits}>
            {said.bits(bits)}
          </option>
        ))}
      </select>
      <select
        id="learn-own-block"
        aria-label={said.blocksLabel}
        onChange={({ currentTarget }) => choose({ block: Number(currentTarget.value) })}
      >
        {BLOCK_SIZES.map((size) => (
          <option key={size} value={size} selected={integers.kind === 'integer' && size === integers.block}>
            {said.blocks(size)}
          </option>
        ))}
      </select>
      {format === null && own.kind === 'integer'
        ? said.grids[own.grid]
        : format !== null && `= ${format.toUpperCase()}`}
    </span>
  );
}
