/** The block in the hand: its picture, what it is made of, what rounding does to it, and what can be changed. */
import type { JSX } from 'preact';
import { levelBits } from '../../../lab/choice';
import { fableSize } from '../../../lab/fable-bytes';
import type { Messages } from '../catalogue/messages';
import { figure, percent, type Dispatch } from '../learn-acts';
import { FARTHEST, type LearnState, type Step } from '../state';
import { BlockControls, NOTHING, OtherBlock, type Offered } from './block-controls';
import { blockModel, reachIn, type BlockModel } from './block-model';
import { BlockPicture } from './block-picture';
import { HalfBits } from './half-bits';

export type BlockStep = Extract<Step, 'weight' | 'rounding' | 'outlier' | 'blocks'>;

/** What the step is about, which is always there; the rest is folded where there is little room. */
const OFFERED: Readonly<Record<BlockStep, { readonly first: Offered; readonly rest: Offered }>> = {
  weight: { first: NOTHING, rest: NOTHING },
  rounding: { first: { ...NOTHING, bits: true }, rest: NOTHING },
  outlier: { first: NOTHING, rest: { ...NOTHING, bits: true } },
  blocks: { first: { ...NOTHING, sizes: true, formats: true }, rest: { ...NOTHING, bits: true, grids: true } },
};

interface Props {
  readonly step: BlockStep;
  readonly state: LearnState;
  readonly words: Messages['block'];
  /** In pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Whether there is room for all controls. */
  readonly wide: boolean;
  /** What the picture reached when a weight was taken: it does not move under the pointer. Null while none is dragged. */
  readonly reach: number | null;
  readonly dispatch: Dispatch;
  readonly onTake: (place: number, value: number | null) => void;
}

export function BlockStage({ step, state, words, size, wide, reach, dispatch, onTake }: Props): JSX.Element {
  const model = blockModel(state);
  const rounds = step !== 'weight';
  const { language, held, choice } = state;
  const write = (value: number): string => figure(language, value);
  const says = heldSays({ model, state, words });
  const folded = !wide || state.projected;
  const { tensor, row, column } = model.real;
  const from = <span class="hint">{words.from(tensor.replace(/\.weight$/, ''), row, column)}</span>;
  return (
    <>
      <figure class="block-figure">
        <BlockPicture
          {...{ model, rounds, ...size }}
          held={held.place}
          reach={reach ?? reachIn(step, model)}
          label={[
            words.picture(String(rounds ? levelBits(choice) : 16), percent(language, rounds ? model.relativeError : 0)),
            ...says,
          ].join(' ')}
          says={says}
          tick={(value) => figure(language, value, 2)}
          onTake={onTake}
        />
        <figcaption>
          <Legend {...{ words, rounds }} />
          {!folded && from}
        </figcaption>
      </figure>
      <div class="block-side">
        {rounds ? (
          <Figures {...{ model, state, words }} />
        ) : (
          <HalfBits weight={model.weights[held.place] ?? 0} {...{ words, write }} />
        )}
        <BlockControls offered={OFFERED[step].first} {...{ state, words, dispatch }} />
        <details class="block-more" open={!folded}>
          <summary>{words.more}</summary>
          {folded && from}
          <BlockControls offered={OFFERED[step].rest} {...{ state, words, dispatch }} />
          <HeldWeight {...{ model, state, words, dispatch }} changes={step === 'outlier' || step === 'blocks'} />
          <OtherBlock {...{ state, words, dispatch }} />
        </details>
      </div>
    </>
  );
}

const Legend = ({ words, rounds }: { readonly words: Messages['block']; readonly rounds: boolean }): JSX.Element => (
  <ul class="block-legend">
    <li data-mark="weight">{words.weight}</li>
    {rounds && (
      <>
        <li data-mark="level">{words.lines}</li>
        <li data-mark="became">{words.becomes}</li>
        <li data-mark="off">{words.error}</li>
      </>
    )}
  </ul>
);

interface PartProps {
  readonly model: BlockModel;
  readonly state: LearnState;
  readonly words: Messages['block'];
}

/** Of the weight in the hand where it is the one that is to be dragged, or was: its value, and how far it is an outlier. */
function heldSays({ model, state, words }: PartProps): readonly string[] {
  const { step, language, held } = state;
  if (step === 'weight' || (step !== 'outlier' && held.value === null)) return [];
  return [
    words.inHand(held.place + 1, figure(language, model.weights[held.place] ?? 0)),
    ...(model.timesOthers === null ? [] : [words.times(figure(language, model.timesOthers, 2))]),
  ];
}

function Figures({ model, state, words }: PartProps): JSX.Element {
  const { language, choice, held, step, predicted } = state;
  // It is what the step asks for.
  const asked = step === 'blocks' && predicted.blocks === undefined;
  const [first] = model.blocks;
  const zeroPoint = choice.kind === 'integer' && choice.grid === 'zero-point' ? (first?.zeroPoint ?? 0) : null;
  const rows: readonly (readonly [string, string, string])[] = [
    [words.relativeError, percent(language, model.relativeError), 'error'],
    ...(held.value === null ? [] : [[words.othersError, percent(language, model.othersError), 'others'] as const]),
    ...(step === 'blocks' || predicted.blocks !== undefined
      ? [[words.bitsPerWeight, asked ? '?' : figure(language, model.bitsPerWeight), 'bits'] as const]
      : []),
    [words.allOfFable, words.megabytes(figure(language, fableSize(choice).matrices / 1e6, 2)), 'size'],
    [words.scale, model.blocks.map(({ scale }) => figure(language, Math.abs(scale))).join(', '), 'scale'],
    ...(zeroPoint === null ? [] : [[words.zeroPoint, String(zeroPoint), 'zero'] as const]),
  ];
  return (
    <dl class="block-figures" aria-live="polite">
      {rows.map(([name, value, key]) => (
        <div key={key} data-figure={key}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** By keyboard, and for fingers: which weight is in the hand, and where it shows something, its value. */
function HeldWeight({
  model,
  state,
  words,
  dispatch,
  changes,
}: PartProps & { readonly dispatch: Dispatch; readonly changes: boolean }): JSX.Element {
  const { place, value } = state.held;
  return (
    <div class="held-weight">
      <label>
        {words.hold} <output class="figure">{place + 1}</output>
        <input
          id="learn-hold"
          type="range"
          min={0}
          max={model.weights.length - 1}
          step={1}
          value={place}
          onInput={({ currentTarget }) => dispatch({ type: 'hold', place: currentTarget.valueAsNumber })}
        />
      </label>
      {changes && (
        <label>
          {words.held(place + 1)} <output class="figure">{figure(state.language, model.weights[place] ?? 0)}</output>
          <input
            id="learn-drag"
            type="range"
            min={-FARTHEST / 2}
            max={FARTHEST / 2}
            step={0.005}
            value={model.weights[place] ?? 0}
            onInput={({ currentTarget }) => dispatch({ type: 'drag', place, value: currentTarget.valueAsNumber })}
          />
        </label>
      )}
      {value !== null && (
        <button type="button" id="learn-let-go" onClick={() => dispatch({ type: 'let-go' })}>
          {words.letGo}
        </button>
      )}
    </div>
  );
}
