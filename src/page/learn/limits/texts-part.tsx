/** The same beginning in every format: the first token that differs is marked, with how likely both were. */
import type { JSX } from 'preact';
import { modelChoiceText } from '../../../lab/model-choice';
import type { Candidate } from '../../../lab/text';
import { Ask } from './ask';
import { modelChoiceName } from './choice-name';
import { OwnChoice } from './own-choice';
import type { PartProps } from './part-props';
import { LONGEST_PROMPT } from './limits-state';
import { shownTexts, type ShownText } from './texts-model';

export function TextsPart(props: PartProps): JSX.Element {
  const { limits, words, software, tell } = props;
  const { texts: said } = words.limits;
  const begun = limits.texts.length > 0 || Object.keys(limits.streamed).length > 0 || limits.job?.kind === 'texts';
  return (
    <>
      <div class="actions">
        <label class="limits-prompt">
          {said.prompt}{' '}
          <input
            id="learn-prompt"
            type="text"
            maxLength={LONGEST_PROMPT}
            lang="en"
            value={limits.prompt ?? said.defaultPrompt}
            onInput={({ currentTarget }) => tell({ type: 'prompt', prompt: currentTarget.value })}
          />
        </label>
        <OwnChoice {...props} />
        <Ask {...props} job="texts" label={said.write} />
        {software && begun && <span class="learn-software">{words.limits.software}</span>}
      </div>
      {!limits.alone && <p class="hint">{words.limits.notAlone}</p>}
      {begun ? (
        <ol class="limits-texts" tabIndex={0} aria-label={words.limits.part.texts}>
          {shownTexts(limits).map((text) => (
            <Text key={modelChoiceText(text.choice)} {...{ ...props, text }} />
          ))}
        </ol>
      ) : (
        <p class="hint">
          {said.hint} {limits.preparing && <span class="limits-preparing">{said.preparing}</span>}
        </p>
      )}
    </>
  );
}

function Text({ text: one, words, write, share }: PartProps & { readonly text: ShownText }): JSX.Element {
  const { texts: said } = words.limits;
  const { choice, text, parting } = one;
  const name = modelChoiceName(choice, words.limits);
  const candidates = (all: readonly Candidate[]): string =>
    all.map((candidate) => said.candidate(visible(candidate.text).trim(), share(candidate.probability))).join(', ');
  return (
    <li data-format={choice.kind === 'shipped' ? choice.format : 'simulated'} data-state={one.state}>
      <h3>
        {name} {choice.kind === 'simulated' && <span class="hint">{words.limits.own.simulated}</span>}
        {one.tokensPerSecond !== null && <span class="figure">{said.speed(write(one.tokensPerSecond))}</span>}
      </h3>
      <p lang="en">
        {parting === null ? (
          text
        ) : (
          <>
            {parting.before}
            <mark>{visible(parting.token)}</mark>
            {parting.after}
          </>
        )}
      </p>
      <p class="hint">
        {one.state === 'failed'
          ? one.error
          : one.state === 'waiting'
            ? text === '' && said.waiting
            : parting !== null
              ? `${said.differs(String(parting.place))}. FP16: ${candidates(parting.fp16)}. ${name}: ${candidates(parting.own)}`
              : one.same
                ? said.same
                : said.base}
      </p>
    </li>
  );
}

/** A token of white space, or of the end, is to be seen too. */
const visible = (text: string): string => (text.trim() === '' ? '␣' : text);
