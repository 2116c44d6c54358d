/** How the block is rounded, and which block it is. Which of it can be changed is the step's matter. */
import type { JSX } from 'preact';
import { BLOCK_SIZES, GRIDS, INTEGER_BITS, levelBits, type Choice } from '../../../lab/choice';
import type { Messages } from '../catalogue/messages';
import type { Dispatch } from '../learn-acts';
import { integerChoice, nextBlock, type LearnState } from '../state';

export interface Offered {
  readonly bits: boolean;
  readonly sizes: boolean;
  readonly formats: boolean;
  readonly grids: boolean;
}

export const NOTHING: Offered = { bits: false, sizes: false, formats: false, grids: false };

interface Props {
  readonly state: LearnState;
  readonly offered: Offered;
  readonly words: Messages['block'];
  readonly dispatch: Dispatch;
}

export function BlockControls({ state, offered, words, dispatch }: Props): JSX.Element {
  const { choice } = state;
  const integers = choice.kind === 'integer' ? choice : null;
  const choose = (next: Choice): void => dispatch({ type: 'choice', choice: next });
  return (
    <div class="block-controls">
      {offered.formats && (
        <label>
          {words.format}
          <select id="learn-format" onChange={({ currentTarget }) => choose(formatNamed(currentTarget.value, choice))}>
            <option value="integer" selected={integers !== null}>
              {words.integers}
            </option>
            {(['mxfp4', 'nvfp4'] as const).map((kind) => (
              <option key={kind} value={kind} selected={choice.kind === kind}>
                {kind.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      )}
      {offered.bits && (
        <label>
          {words.bits}: <output class="figure">{levelBits(choice)}</output>
          <input
            id="learn-bits"
            type="range"
            min={INTEGER_BITS[0]}
            max={INTEGER_BITS.at(-1)}
            step={1}
            value={levelBits(choice)}
            disabled={integers === null}
            onInput={({ currentTarget }) => {
              const bits = INTEGER_BITS.find((one) => one === currentTarget.valueAsNumber);
              if (bits !== undefined) choose(integerChoice(choice, { bits }));
            }}
          />
        </label>
      )}
      {offered.sizes && integers !== null && (
        <label>
          {words.size}
          <select
            id="learn-size"
            onChange={({ currentTarget }) => choose(integerChoice(choice, { block: Number(currentTarget.value) }))}
          >
            {BLOCK_SIZES.map((size) => (
              <option key={size} value={size} selected={size === integers.block}>
                {size}
              </option>
            ))}
          </select>
        </label>
      )}
      {offered.grids && integers !== null && (
        <label>
          {words.grid}
          <select
            id="learn-grid"
            onChange={({ currentTarget }) => {
              const grid = GRIDS.find((one) => one === currentTarget.value);
              if (grid !== undefined) choose(integerChoice(choice, { grid }));
            }}
          >
            {GRIDS.map((grid) => (
              <option key={grid} value={grid} selected={grid === integers.grid}>
                {words.grids[grid]}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

export const OtherBlock = ({ state, words, dispatch }: Omit<Props, 'offered'>): JSX.Element => (
  <div class="actions">
    {(['ordinary', 'outlier'] as const).map((kind) => (
      <button
        key={kind}
        type="button"
        id={`learn-${kind}`}
        onClick={() => dispatch({ type: 'block', block: nextBlock(state, kind) })}
      >
        {words[kind]}
      </button>
    ))}
  </div>
);

const formatNamed = (name: string, before: Choice): Choice =>
  name === 'mxfp4' || name === 'nvfp4' ? { kind: name } : integerChoice(before, {});
