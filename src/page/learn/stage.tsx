/** The picture of each step. */
import type { JSX } from 'preact';
import { BlockStage } from './block/block-stage';
import type { Messages } from './catalogue/messages';
import type { Dispatch } from './learn-acts';
import { ratesOf } from '../../lab/text';
import { LimitsStage } from './limits/limits-stage';
import type { LimitsProps } from './limits/part-props';
import { speedModel } from './speed/speed-model';
import { SpeedStage } from './speed/speed-stage';
import type { LearnState } from './state';
import type { PageState } from '../state/page-state';

interface Props {
  readonly state: LearnState;
  readonly words: Messages;
  /** Of the room, in pixels; on a wall in those of its type, which is larger (wall.ts). */
  readonly width: number;
  readonly reach: number | null;
  readonly dispatch: Dispatch;
  readonly onTake: (place: number, value: number | null) => void;
  /** What this page knows of its machine. */
  readonly page: Pick<PageState, 'run' | 'own'>;
  /** What the last step needs. */
  readonly model: Pick<LimitsProps, 'limits' | 'blocked' | 'software' | 'tell' | 'ask' | 'cancel'>;
}

/** From here on controls stand beside the picture. */
const WIDE = 860;
/** Below this the step shares a phone's screen with its question. */
const NARROW = 500;
const SIDE = 330;
const PADDING = 50;

export function Stage({ state, words, width, page, model, ...rest }: Props): JSX.Element {
  const wide = width >= WIDE;
  const narrow = width < NARROW;
  const size = {
    width: Math.max(240, Math.min(900, wide ? width - SIDE - PADDING : width - (narrow ? 24 : PADDING))),
    height: state.projected ? 190 : wide ? 250 : narrow ? 135 : 170,
  };
  switch (state.step) {
    case 'weight':
    case 'rounding':
    case 'outlier':
    case 'blocks':
      return <BlockStage step={state.step} {...{ state, size, wide, ...rest }} words={words.block} />;
    case 'speed': {
      const picture = { width: Math.min(560, wide ? (width - PADDING) / 2 : size.width), height: narrow ? 150 : 220 };
      return (
        <SpeedStage
          model={speedModel(page, { texts: ratesOf(model.limits.texts), software: model.software })}
          {...{ language: state.language, size: picture }}
          words={words.speed}
          names={words.names}
        />
      );
    }
    case 'limits':
      return <LimitsStage {...{ state, words, width, ...model }} dispatch={rest.dispatch} />;
  }
}
