/** Whether the bandwidth that a run measured is good: a sentence, its place among all devices, and the nearest of them. */
import type { JSX } from 'preact';
import { amongDevices, rateOnPaper, type RatedDevice } from '../../report/among-devices';
import type { Interval } from '../../report/digits';
import { showRateFigure } from '../../report/roofs';
import type { Preset } from '../../hardware/catalogue';
import { WORDS } from './catalogue/words';

interface IsThatGoodProps {
  /** How fast it read memory, and the catalogue to compare that with; null where there is nothing to compare. */
  readonly bandwidth: AmongDevicesProps | 'loading' | null;
  /** Where its speed lies among the kept runs; empty without others. */
  readonly amongRuns: string;
}

export function IsThatGood({ bandwidth, amongRuns }: IsThatGoodProps): JSX.Element {
  return (
    <section class="card" id="among" data-testid="among" aria-labelledby="among-heading">
      <h2 id="among-heading">{WORDS.among.heading}</h2>
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
  const { below, above, all, sentence } = amongDevices(measured, presets);
  const row = (device: RatedDevice) => ({ name: device.name, words: rateOnPaper(device), own: false });
  const own = { name: WORDS.among.own, words: showRateFigure(measured, 'B/s'), own: true };
  const rows = [...below.map(row), own, ...above.map(row)];
  return (
    <>
      <p>{sentence}</p>
      <AmongAll own={measured.median / 1e9} all={all} />
      <table class="plain-table among">
        <caption class="hint">{WORDS.among.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{WORDS.among.device}</th>
            <th scope="col">{WORDS.among.bandwidth}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, words, own: isOwn }) => (
            <tr key={name} data-own={isOwn}>
              <th scope="row">{name}</th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const WIDTH = 1000;

interface AmongAllProps {
  /** Gigabytes per second. */
  readonly own: number;
  readonly all: readonly RatedDevice[];
}

/** A line for each device from the slowest to the fastest, on a logarithmic scale. The sentence above says what it shows. */
function AmongAll({ own, all }: AmongAllProps): JSX.Element | null {
  const [slowest, fastest] = [all[0], all.at(-1)];
  if (slowest === undefined || fastest === undefined) return null;
  const least = Math.log(Math.min(own, slowest.gigabytesPerSecond));
  const span = Math.log(Math.max(own, fastest.gigabytesPerSecond)) - least || 1;
  const line = (rate: number): string => `M${((WIDTH * (Math.log(rate) - least)) / span).toFixed(1)} `;
  const end = (device: RatedDevice): string => WORDS.among.ofDevice(device.name, rateOnPaper(device));
  return (
    <div class="among-all" aria-hidden="true">
      <svg viewBox={`0 0 ${WIDTH} 40`} preserveAspectRatio="none">
        <path d={all.map(({ gigabytesPerSecond: rate }) => `${line(rate)}12V28`).join('')} />
        <path class="own" d={`${line(own)}0V40`} />
      </svg>
      <p class="hint">
        <span>{end(slowest)}</span>
        <span>{end(fastest)}</span>
      </p>
    </div>
  );
}
