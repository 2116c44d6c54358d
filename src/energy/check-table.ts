/** The power model's check as Markdown: every point, grouped by its source, the totals, and other forms. Not the check itself. */
import { markdownTable, type Column } from '../report/table';
import { middleText } from '../report/two-digits';
import type { Band } from './band';
import type { CheckRow, CheckTotals, ModelCheck } from './check-model';
import type { FormErrors } from './power/cross-validate';
import { FEWEST_POINTS } from './power/measured-range';

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

const POINTS: readonly Column[] = [
  left('measurement'),
  right('u'),
  right('measured, W'),
  right('model, W'),
  left('inside'),
  right('band shown, W'),
  left('inside'),
  right('centre off by'),
  right('rated power off by'),
];

const TOTALS: readonly Column[] = [
  left('of'),
  right('points'),
  right("in the model's band"),
  right('within 3 % of it'),
  right('in the band shown'),
  right('centre too high'),
  right('median error'),
  right('worst'),
  right('rated power, median error'),
];

const FORMS: readonly Column[] = [
  left('φ'),
  right('fitted terms'),
  right('mean error'),
  right('median'),
  right('worst'),
  right('mean of the sources'),
  right('below u = 0.31, times'),
  left('fitted to all'),
];

export function checkTable({ rows, totals, crossValidation }: ModelCheck): string {
  const publishers = [...new Set(rows.map(({ publisher }) => publisher))];
  const { forms, band } = crossValidation;
  const all = totals.at(-1);
  return [
    ...publishers.flatMap((publisher) => {
      const own = rows.filter((row) => row.publisher === publisher);
      return [`${publisher}:`, '', markdownTable(POINTS, own.map(pointCells)), '', ...sourceLines(own), ''];
    }),
    markdownTable(TOTALS, totals.filter(isGroup).map(totalCells)),
    '',
    `${all?.inModelBand ?? 0} of ${rows.length} inside the model's band, ${all?.within3Percent ?? 0} with 3 % of slack, ${all?.inShownBand ?? 0} inside the band shown.`,
    '',
    'Each source left out in turn, and predicted from the others:',
    '',
    markdownTable(FORMS, forms.map(formCells)),
    '',
    `A band from the lowest to the highest k of the other sources contains ${band.inModelBand} of the ${band.points} points left out, and ${band.inShownBand} with the width of their kind on top.`,
    '',
  ].join('\n');
}

/** Of a device with a point or two the point itself says as much. */
const isGroup = (total: CheckTotals): boolean => total.points >= FEWEST_POINTS || !total.isDevice;

const pointCells = (row: CheckRow): readonly string[] => [
  row.what,
  row.bandwidthUse.toFixed(3),
  row.measuredWatts.toFixed(row.measuredWatts < 100 ? 1 : 0),
  watt(row.modelWatts),
  yes(row.inModelBand),
  watt(row.shownWatts),
  yes(row.inShownBand),
  percent(row.centralError),
  percent(row.ratedError),
];

const totalCells = (row: CheckTotals): readonly string[] => [
  row.of,
  String(row.points),
  String(row.inModelBand),
  String(row.within3Percent),
  String(row.inShownBand),
  String(row.centreTooHigh),
  plain(row.medianError),
  plain(row.worstError),
  plain(row.medianRatedError),
];

const formCells = (row: FormErrors): readonly string[] => [
  row.form,
  String(row.fitted),
  plain(row.mean),
  plain(row.median),
  plain(row.worst),
  plain(row.meanOfSources),
  row.belowRange.toFixed(2),
  row.terms.map((term) => term.toFixed(2)).join(', '),
];

/** Of what the power was counted, and where it stands, each once. */
const sourceLines = (rows: readonly CheckRow[]): readonly string[] =>
  [...new Set(rows.map(({ source, boundary }) => `${source}; ${boundary}`))].map((line) => `- ${line}.`);

const yes = (is: boolean): string => (is ? 'yes' : 'no');

function watt({ low, central, high }: Band<number>): string {
  const [from = '', middle = '', to = ''] = [low, central, high].map((one) => String(Math.round(one)));
  return `${from} to ${to} (${middleText(from, middle, to)})`;
}

const plain = (part: number): string => `${(100 * part).toFixed(1)} %`;

const percent = (part: number): string => `${part < 0 ? '−' : '+'}${Math.abs(100 * part).toFixed(0)} %`;
