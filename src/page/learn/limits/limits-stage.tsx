/** Step six: what is to be seen of the whole model, one part at a time; each begins by a press and can be cancelled. */
import type { JSX } from 'preact';
import type { ErrorData } from '../../../foundation/errors';
import type { Messages } from '../catalogue/messages';
import { figure, percent } from '../learn-acts';
import { ownChoice } from '../state';
import { choiceName } from './choice-name';
import { LayersPart } from './layers-part';
import { LIMITS_PARTS } from './limits-parts';
import type { LimitsProps, PartProps } from './part-props';
import { PublishedPart } from './published-part';
import { QualityPart } from './quality-part';
import { TensorsPart } from './tensors-part';
import { TextsPart } from './texts-part';

export function LimitsStage(props: LimitsProps): JSX.Element {
  const { state, words, dispatch } = props;
  const own = ownChoice(state);
  const part: PartProps = {
    ...props,
    write: (value, digits = 3) => figure(state.language, value, digits),
    share: (value, digits = 2) => percent(state.language, value, digits),
    own,
    chosen: choiceName(own, words.limits),
  };
  return (
    <div class="limits-stage" data-part={state.part}>
      <div class="actions limits-parts" role="group" aria-label={words.limits.parts}>
        {LIMITS_PARTS.map((one) => (
          <button
            key={one}
            type="button"
            id={`learn-part-${one}`}
            aria-pressed={one === state.part}
            onClick={() => dispatch({ type: 'part', part: one })}
          >
            {words.limits.part[one]}
          </button>
        ))}
      </div>
      <Shown {...part} />
      <Problem problem={props.limits.problem} words={words.limits} />
    </div>
  );
}

function Shown(props: PartProps): JSX.Element {
  switch (props.state.part) {
    case 'texts':
      return <TextsPart {...props} />;
    case 'quality':
      return <QualityPart {...props} />;
    case 'layers':
      return <LayersPart {...props} />;
    case 'tensors':
      return <TensorsPart {...props} />;
    case 'published':
      return <PublishedPart {...props} />;
  }
}

const Problem = ({
  problem,
  words,
}: {
  readonly problem: ErrorData | null;
  readonly words: Messages['limits'];
}): JSX.Element => (
  <div role="alert">
    {problem !== null &&
      (problem.code === 'cancelled' ? (
        <p class="hint">{words.cancelled}</p>
      ) : (
        <div class="message error" data-code={problem.code}>
          <p>{problem.message}</p>
          <p>{problem.remedy}</p>
        </div>
      ))}
  </div>
);
