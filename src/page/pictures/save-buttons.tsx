/** Two buttons that save a picture, each as a file that says of itself what it shows and of which run. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { asTokamarkError } from '../../foundation/errors';
import type { Chart } from '../../report/charts/chart';
import { savePicture, type PictureKind } from './save-picture';

const KINDS: readonly PictureKind[] = ['png', 'svg'];

export function SavePicture({ chart }: { readonly chart: Chart }): JSX.Element {
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
    <div class="actions compact" role="group" aria-label={`Save “${chart.title}”`}>
      {KINDS.map((kind) => (
        <button key={kind} type="button" onClick={() => void save(kind)}>
          {kind.toUpperCase()}
          <span class="visually-hidden"> of “{chart.title}”</span>
        </button>
      ))}
      <span role="status">{problem}</span>
    </div>
  );
}
