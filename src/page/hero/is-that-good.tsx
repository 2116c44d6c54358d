/** Whether the bandwidth that a run measured is good: a sentence, and beside it the devices that are nearest. */
import type { JSX } from 'preact';
import { amongDevices } from '../../report/among-devices';
import type { Interval } from '../../report/digits';
import { showRateFigure } from '../../report/roofs';
import type { Preset } from '../../hardware/catalogue';

interface IsThatGoodProps {
  /** How fast it read memory, and the catalogue to compare that with; null where there is nothing to compare. */
  readonly bandwidth: AmongDevicesProps | 'loading' | null;
  /** Where its speed lies among the kept runs; empty without others. */
  readonly amongRuns: string;
}

export function IsThatGood({ bandwidth, amongRuns }: IsThatGoodProps): JSX.Element {
  return (
    <section class="card" id="among" data-testid="among" aria-labelledby="among-heading">
      <h2 id="among-heading">Is that good?</h2>
      {bandwidth !== null && <div class="among-body">{bandwidth !== 'loading' && <AmongDevices {...bandwidth} />}</div>}
      {amongRuns !== '' && <p id="among-runs">{amongRuns}</p>}
    </section>
  );
}

interface AmongDevicesProps {
  readonly measured: Interval;
  readonly presets: readonly Preset[];
}

function AmongDevices({ measured, presets }: AmongDevicesProps): JSX.Element {
  const { below, above, sentence } = amongDevices(measured, presets);
  const row = ({ name, gigabytesPerSecond }: (typeof below)[number]) => ({
    ...{ name, rate: gigabytesPerSecond, words: `${Number(gigabytesPerSecond.toPrecision(3))} GB/s`, own: false },
  });
  const own = { name: 'This run', rate: measured.median / 1e9, words: showRateFigure(measured, 'B/s'), own: true };
  const rows = [...below.map(row), own, ...above.map(row)];
  const most = Math.max(...rows.map(({ rate }) => rate));
  return (
    <>
      <p>{sentence}</p>
      <table class="plain-table among">
        <caption class="hint">
          What memory has on paper is more than any program reads of it; this run’s is what it read.
        </caption>
        <thead>
          <tr>
            <th scope="col">Device</th>
            <th scope="col">Bandwidth</th>
            <th scope="col" class="among-bar">
              <span class="visually-hidden">Drawn</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, rate, words, own: isOwn }) => (
            <tr key={name} data-own={isOwn}>
              <th scope="row">{name}</th>
              <td>{words}</td>
              <td class="among-bar">
                <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={((100 * rate) / most).toFixed(1)} height="4" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
