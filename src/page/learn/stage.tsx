/** The picture of each step. */
import type { JSX } from 'preact';
import { BlockStage } from './block/block-stage';
import type { Messages } from './catalogue/messages';
import type { Dispatch } from './learn-acts';
import type { LearnState } from './state';

interface Props {
  readonly state: LearnState;
  readonly words: Messages;
  /** Of the room, in pixels. */
  readonly width: number;
  readonly reach: number | null;
  readonly dispatch: Dispatch;
  readonly onTake: (place: number, value: number | null) => void;
}

/** From here on controls stand beside the picture. */
const WIDE = 860;
const SIDE = 330;
const PADDING = 50;

export function Stage({ state, words, width, ...rest }: Props): JSX.Element {
  const wide = width >= WIDE;
  const size = {
    width: Math.max(240, Math.min(900, wide ? width - SIDE - PADDING : width - (width < 500 ? 24 : PADDING))),
    height: wide ? 250 : 170,
  };
  switch (state.step) {
    case 'weight':
    case 'rounding':
    case 'outlier':
    case 'blocks':
      return <BlockStage step={state.step} {...{ state, size, wide, ...rest }} words={words.block} />;
    case 'speed':
    case 'limits':
      return <p>…</p>;
  }
}
