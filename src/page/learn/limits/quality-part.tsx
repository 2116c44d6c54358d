/**
 * What each format costs in perplexity, KL and agreement beside FP16: the reference at once, measured here at a press. A phone has fewer
 * columns: where a row comes from stands under its name.
 */
import type { JSX } from 'preact';
import { modelChoiceText } from '../../../lab/model-choice';
import { FormatNames } from '../format-names';
import { Ask } from './ask';
import { modelChoiceName } from './choice-name';
import { OwnChoice } from './own-choice';
import type { PartProps } from './part-props';
import { qualityRows, windowsOf, type QualityRow } from './quality-model';

export function QualityPart(props: PartProps): JSX.Element {
  const { limits, words, own } = props;
  const { quality: said } = words.limits;
  const rows = qualityRows(own, limits.quality);
  return (
    <>
      <div class="limits-box" role="region" aria-label={words.limits.part.quality} tabIndex={0}>
        <table class="limits-table limits-loss">
          <thead>
            <tr>
              <th scope="col">{said.format}</th>
              <th scope="col">{said.bits}</th>
              <th scope="col" class="roomy">
                {said.bytes}
              </th>
              <th scope="col">{said.perplexity}</th>
              <th scope="col">{said.kl}</th>
              <th scope="col">{said.top1}</th>
              <th scope="col" class="roomy">
                {said.basis}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={modelChoiceText(row.choice)} {...{ ...props, row }} />
            ))}
          </tbody>
        </table>
      </div>
      <div class="actions">
        <OwnChoice {...props} />
        <Ask {...props} job="quality" label={said.measure} />
        <FormatNames words={words.names} />
      </div>
      <p class="hint">{said.hint(windowsOf(limits.quality))}</p>
    </>
  );
}

function Row({ row, words, write, share }: PartProps & { readonly row: QualityRow }): JSX.Element {
  const { quality: said } = words.limits;
  const { choice, bits, bytes, perplexity, change, kl, top1, basis } = row;
  const simulated = choice.kind === 'simulated';
  const from = basis === null ? said.notMeasured : basis === 'reference' ? said.reference : said.measuredHere(basis);
  return (
    <tr data-basis={typeof basis === 'number' ? 'measured' : (basis ?? 'none')}>
      <th scope="row">
        {modelChoiceName(choice, words.limits)}
        {simulated && <span class="hint"> {words.limits.own.simulated}</span>}
        <span class="hint narrow">{from}</span>
      </th>
      <td>{write(bits)}</td>
      <td class="roomy">{words.speed.megabytes(write(bytes / 1e6))}</td>
      <td>
        {perplexity === null ? '–' : write(perplexity, 4)}
        {change !== null && <span class="change"> ({`${change < 0 ? '−' : '+'}${share(Math.abs(change))}`})</span>}
      </td>
      <td>{kl === null ? '–' : write(kl, 2)}</td>
      <td>{top1 === null ? '–' : share(top1, 3)}</td>
      <td class="hint roomy">{from}</td>
    </tr>
  );
}
