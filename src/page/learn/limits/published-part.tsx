/** What others have published of larger models, each with its source, beside Fable. */
import type { JSX } from 'preact';
import { PUBLISHED_LOSSES } from '../../../lab/published-losses';
import type { PartProps } from './part-props';
import { FABLE_FORMAT, FABLE_LOSS } from './quality-model';

export function PublishedPart({ words, share }: PartProps): JSX.Element {
  const { published: said } = words.limits;
  return (
    <>
      <div class="limits-box" role="region" aria-label={words.limits.part.published} tabIndex={0}>
        <table class="limits-table">
          <thead>
            <tr>
              {[said.model, said.format, said.loss, said.source].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {FABLE_LOSS !== null && (
              <tr>
                <th scope="row">{said.fable}</th>
                <td>{FABLE_FORMAT.toUpperCase()}</td>
                <td>{share(FABLE_LOSS, 3)}</td>
                <td class="hint">{said.ownSource}</td>
              </tr>
            )}
            {PUBLISHED_LOSSES.map(({ model, format, ratio, source, read, says }) => (
              <tr key={`${model} ${format}`}>
                <th scope="row">{model}</th>
                <td>{format}</td>
                <td>{share(ratio - 1, 3)}</td>
                <td>
                  <a href={source} title={says} rel="noreferrer">
                    {new URL(source).hostname}
                  </a>{' '}
                  <span class="hint">{said.read(read)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="hint">{said.hint}</p>
    </>
  );
}
