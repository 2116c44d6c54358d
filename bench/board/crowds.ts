/** `npm run bench:board -- crowds`: simulated crowds against the board's statistics, as Markdown. Seeded, measures nothing, needs no GPU. */
import { MOST_ROWS } from '../../server/board/src/cohorts/device-sample';
import { uniform } from '../../src/foundation/random';
import { LARGEST_CLAIM, type Forgers } from './crowd';
import {
  coverage,
  flooded,
  forged,
  oneRank,
  RULES,
  sampled,
  standardError,
  type Rule,
  type Share,
} from './experiments';
import { table } from './markdown';

export interface CrowdOptions {
  readonly seed: number;
  /** Of each row of up to 200 devices; larger cohorts get a quarter. */
  readonly trials: number;
}

const COHORTS = [5, 6, 7, 8, 10, 15, 20, 30, 50, 100, 200, 500, 1000];
const FORGED_COHORTS = [10, 20, 50, 75, 100, 200, 300, 400, 500, 1000];
const SLY_CLAIM = 1.1;
const FLOOD_RUNS = 1000;

/** Each part with a stream of its own, so that another count in one changes no other. */
export function* crowdSections({ seed, trials }: CrowdOptions): Generator<string> {
  const trialsOf = (devices: number): number => (devices > 200 ? Math.ceil(trials / 4) : trials);
  const some = (share: number): number => Math.max(10, Math.round(trials * share));

  yield table(
    'How often the interval of an honest cohort holds the truth',
    ['devices', 'holds', '± s.e.', 'trials'],
    COHORTS.map((devices) => {
      const share = coverage(devices, trialsOf(devices), uniform(seed + devices));
      return [devices, percent(share), (100 * standardError(share)).toFixed(2), share.trials];
    }),
  );

  yield table(
    `One device sends ${FLOOD_RUNS} runs at ${LARGEST_CLAIM.toFixed(2)} times the truth: how far the median moves at most`,
    ['devices', 'one voice a device', 'one voice a run'],
    [10, 40, 200].map((devices) => {
      const flood = { runs: FLOOD_RUNS, claim: LARGEST_CLAIM };
      const { byDevice, byRun } = flooded(devices, flood, some(0.05), uniform(seed + 2000 + devices));
      return [devices, `${(100 * byDevice).toFixed(1)} %`, `${(100 * byRun).toFixed(1)} %`];
    }),
  );

  const forgers = (share: number, more: Partial<Forgers> = {}): Forgers => ({
    ...{ share, claim: LARGEST_CLAIM, confirmed: 1, flood: FLOOD_RUNS },
    ...more,
  });
  yield table(
    `Forgeries at ${LARGEST_CLAIM.toFixed(2)} times the truth and a device that floods, all devices counted: the median within the interval of the honest devices; truth within the interval, and within the guarded one`,
    [
      'devices',
      'forged',
      'median in honest interval',
      'truth in interval',
      'truth in guarded',
      'half width',
      'guarded',
    ],
    [0.1, 0.2].flatMap((share) =>
      FORGED_COHORTS.map((devices) => {
        const setting = { devices, forgers: forgers(share), trials: some(trialsOf(devices) / trials / 4) };
        const [found] = forged(setting, ['all devices'], uniform(seed + 3000 + devices));
        if (found === undefined) return [];
        const { within, held, guarded, width, guardedWidth } = found;
        return [
          devices,
          percentOf(share),
          percent(within),
          percent(held),
          percent(guarded),
          wide(width),
          wide(guardedWidth),
        ];
      }),
    ),
  );

  const rules = Object.keys(RULES).filter((name): name is Rule => name in RULES);
  const crowds = [
    forgers(0, { flood: 0 }),
    forgers(0.1, { confirmed: 1 / 3, flood: 0 }),
    forgers(0.2, { confirmed: 1 / 3, flood: 0 }),
    forgers(0.2, { confirmed: 1 / 3, flood: 0, claim: SLY_CLAIM }),
    forgers(0.2, { confirmed: 1, flood: 0 }),
  ];
  yield table(
    'What would help: how often the interval holds the truth, root mean square error of the median and half width, by the rule for what is shown',
    ['devices', 'forged', 'claim', 'forgers confirmed', ...rules],
    [50, 100, 500].flatMap((devices) =>
      crowds.map((who, i) => {
        const setting = { devices, forgers: who, trials: some(0.1) };
        const found = forged(setting, rules, uniform(seed + 5000 + 10 * devices + i));
        const told = found.map(({ held, error, width }) => `${percent(held)}, ${wide(error)}, ± ${wide(width)}`);
        const whose = who.share === 0 ? ['-', '-'] : [who.claim.toFixed(2), oddsOf(who.confirmed)];
        return [devices, percentOf(who.share), ...whose, ...told];
      }),
    ),
  );

  yield table(
    'How often cohorts of 20 devices get one rank',
    ['cohorts', 'each faster than the last by', 'one rank for all', '± s.e.'],
    [
      [2, 1],
      [3, 1],
      [10, 1],
      [2, 1.02],
      [2, 1.05],
      [2, 1.1],
    ].map(([cohorts = 2, step = 1]) => {
      const share = oneRank({ cohorts, devices: 20, step }, some(0.25), uniform(seed + 8000 + cohorts));
      return [cohorts, `${(100 * (step - 1)).toFixed(0)} %`, percent(share), (100 * standardError(share)).toFixed(1)];
    }),
  );

  const sample = { devices: 40_000, rows: MOST_ROWS };
  const found = sampled(sample, some(0.005), uniform(seed + 9000));
  yield table(
    `A sample of devices: ${sample.rows} rows of the runs of ${sample.devices} devices, against all`,
    ['crowds', 'within the stated error', 'stated (99 %)', 'largest seen', 'truth in interval'],
    [
      [
        ...[found.kept.trials, percent(found.kept), `${(100 * found.stated).toFixed(3)} %`],
        ...[`${(100 * found.largest).toFixed(3)} %`, percent(found.held)],
      ],
    ],
  );
}

const percentOf = (share: number): string => `${(100 * share).toFixed(0)} %`;
const percent = ({ of }: Share): string => `${(100 * of).toFixed(1)} %`;
const wide = (width: number): string => `${(100 * width).toFixed(1)} %`;
const oddsOf = (confirmed: number): string => (confirmed === 1 ? 'as often' : 'a third as often');
