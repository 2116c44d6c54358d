/** Two buttons that save a picture, each as a file that says of itself what it shows and of which run. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { asTokamarkError } from '../../foundation/errors';
import type { Chart } from '../../report/charts/chart';
import type { PictureWords } from './picture-words';
import { savePicture, type PictureKind } from './save-picture';

const KINDS: readonly PictureKind[] = ['png', 'svg'];

interface Props {
  readonly chart: Chart;
  readonly words: PictureWords;
}

export function SavePicture({ chart, words }: Props): JSX.Element {
  const [problem, setProblem] = useState('');
  const save = async (kind: PictureKind): Promise<void> => {
    try {
      await savePicture(chart, kind);
      setProblem('');
    } catch (thrown) {
      const { message, remedy } = asTokamarkError(thrown);
      setProblem(`${message} ${remedy}`);
    }
  };
  return (
    <div class="actions compact" role="group" aria-label={words.saveName(chart.title)}>
      {KINDS.map((kind) => (
        <button key={kind} type="button" onClick={() => void save(kind)}>
          {kind.toUpperCase()}
          <span class="visually-hidden"> {words.ofTitle(chart.title)}</span>
        </button>
      ))}
      <span role="status">{problem}</span>
    </div>
  );
}
