/** What the board answered: the state, why, what it made of the samples, and the ways to the run's place and to delete it. */
import type { JSX } from 'preact';
import type { CheckAnswer, Reason } from '../../../../server/board/src/contract/answers';
import { showFigure } from '../../../report/digits';
import { plainName } from '../../../report/outside-text';
import { left, right, sheetOf } from '../../../report/table';
import { SheetBox } from '../../view/sheet-table';
import { addressOfView } from '../address';
import { WORDS } from './catalogue/words';
import type { KeptRun } from './kept';
import type { SendActs } from './send-view';

interface SentProps {
  readonly run: KeptRun;
  readonly answer: CheckAnswer;
  readonly deleting: string | null;
  readonly acts: Pick<SendActs, 'onDelete'>;
}

export function SentView({ run, answer: { state, reasons, figures }, deleting, acts }: SentProps): JSX.Element {
  const { sent } = run;
  const isGone = sent?.deleted === true;
  return (
    <div class="board-send-sent" data-testid="board-send-answer">
      {/* What waited may be ranked while somebody reads. */}
      <h3 id="board-send-sent" tabIndex={-1} aria-live="polite" data-state={isGone ? 'deleted' : state}>
        {isGone ? WORDS.deleted : WORDS.sent[state]}
      </h3>
      {!isGone && sent !== null && (
        <>
          {/* Each once, in how many tests ever. */}
          {reasons.filter(isFirst).map(({ code, says, remedy }) => (
            <div key={code} class="message" data-code={code}>
              <p>{plainName(says, 1000)}</p>
              <p>{plainName(remedy, 1000)}</p>
            </div>
          ))}
          {figures.length > 0 && (
            <>
              <h4>{WORDS.figures}</h4>
              <SheetBox sheet={sheetOf(COLUMNS, figures)} name={WORDS.figures} />
            </>
          )}
          <div class="actions">
            <a class="button" id="board-send-place" href={addressOfView({ see: 'run', run: sent.id })}>
              {WORDS.place(state)}
            </a>
            <DeleteButton {...{ run, deleting, acts }} id="board-send-delete" />
          </div>
        </>
      )}
    </div>
  );
}

const isFirst = ({ code }: Reason, index: number, all: readonly Reason[]): boolean =>
  all.findIndex((one) => one.code === code) === index;

/** @param made when its run was, for who hears a button of a list alone */
export const DeleteButton = ({
  run,
  deleting,
  acts,
  ...named
}: Pick<SentProps, 'run' | 'deleting' | 'acts'> & { readonly id?: string; readonly made?: string }): JSX.Element => {
  const says = deleting === run.id ? WORDS.deleting : WORDS.delete;
  return (
    <button
      type="button"
      id={named.id}
      aria-label={named.made === undefined ? undefined : WORDS.kept.of(says, named.made)}
      aria-disabled={deleting !== null}
      onClick={() => deleting === null && acts.onDelete(run)}
    >
      {says}
    </button>
  );
};

type Figure = CheckAnswer['figures'][number];

const COLUMNS = [
  left<Figure>(WORDS.columns.model, ({ shape }) => plainName(shape, 60)),
  left<Figure>(WORDS.columns.what, ({ format, test }) => `${format.toUpperCase()}, ${plainName(test, 60)}`),
  right<Figure>(WORDS.columns.figure, ({ metric, ...interval }) => WORDS[metric](showFigure(interval))),
  right<Figure>(WORDS.columns.repetitions, ({ n }) => String(n)),
];
