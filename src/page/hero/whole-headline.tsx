/** What is offered beside a smaller model's number: a run of the headline itself, however long it takes. */
import { h, render, type JSX } from 'preact';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import type { RunState } from '../state/page-state';
import { WORDS } from './catalogue/words';
import { headlineOffer } from './why-not-headline';

interface Props {
  /** What it would take, as far as somebody knows. */
  readonly about: string;
  readonly onRun: () => void;
}

export const WholeHeadline = ({ about, onRun }: Props): JSX.Element => (
  <button type="button" class="inline" id="run-headline" data-testid="run-headline" onClick={onRun}>
    {WORDS.headline.run(about)}
  </button>
);

/** @param free whether the form says what Run measures, and no link does */
export function createWholeHeadline(onRun: () => void, free: () => boolean): View {
  const host = find('whole-headline');
  const draw = whenChanged(
    (run: RunState, isFree: boolean) => [run, isFree],
    (run, isFree) => {
      const offer = isFree ? headlineOffer(run) : null;
      render(offer === null ? null : h(WholeHeadline, { ...offer, onRun }), host);
    },
  );
  return ({ run }) => draw(run, free());
}
