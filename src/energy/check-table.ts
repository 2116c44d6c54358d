/** The power model's check as Markdown: every point, grouped by its source, the totals, and other forms. */
import { left, right, sheetMarkdown, sheetOf, type ColumnOf } from '../report/table';
import { middleText } from '../report/two-digits';
import type { Band } from './band';
import type { CheckRow, CheckTotals, ModelCheck } from './check-model';
import type { FormErrors } from './power/cross-validate';
import { FEWEST_POINTS } from './power/measured-range';

const POINTS: readonly ColumnOf<CheckRow>[] = [
  left('measurement', ({ what }) => what),
  right('u', ({ bandwidthUse }) => bandwidthUse.toFixed(3)),
  right('measured, W', ({ measuredWatts }) => measuredWatts.toFixed(measuredWatts < 100 ? 1 : 0)),
  right('model, W', ({ modelWatts }) => watt(modelWatts)),
  left('inside', ({ inModelBand }) => yes(inModelBand)),
  right('band shown, W', ({ shownWatts }) => watt(shownWatts)),
  left('inside', ({ inShownBand }) => yes(inShownBand)),
  right('centre off by', ({ centralError }) => percent(centralError)),
  right('rated power off by', ({ ratedError }) => percent(ratedError)),
];

const TOTALS: readonly ColumnOf<CheckTotals>[] = [
  left('of', ({ of }) => of),
  right('points', ({ points }) => String(points)),
  right("in the model's band", ({ inModelBand }) => String(inModelBand)),
  right('within 3 % of it', ({ within3Percent }) => String(within3Percent)),
  right('in the band shown', ({ inShownBand }) => String(inShownBand)),
  right('centre too high', ({ centreTooHigh }) => String(centreTooHigh)),
  right('median error', ({ medianError }) => plain(medianError)),
  right('worst', ({ worstError }) => plain(worstError)),
  right('rated power, median error', ({ medianRatedError }) => plain(medianRatedError)),
];

const FORMS: readonly ColumnOf<FormErrors>[] = [
  left('φ', ({ form }) => form),
  right('fitted terms', ({ fitted }) => String(fitted)),
  right('mean error', ({ mean }) => plain(mean)),
  right('median', ({ median }) => plain(median)),
  right('worst', ({ worst }) => plain(worst)),
  right('mean of the sources', ({ meanOfSources }) => plain(meanOfSources)),
  right('below u = 0.31, times', ({ belowRange }) => belowRange.toFixed(2)),
  left('fitted to all', ({ terms }) => terms.map((term) => term.toFixed(2)).join(', ')),
];

export function checkTable({ rows, totals, crossValidation }: ModelCheck): string {
  const publishers = [...new Set(rows.map(({ publisher }) => publisher))];
  const { forms, band } = crossValidation;
  const all = totals.at(-1);
  return [
    ...publishers.flatMap((publisher) => {
      const own = rows.filter((row) => row.publisher === publisher);
      return [`${publisher}:`, '', tableOf(POINTS, own), '', ...sourceLines(own), ''];
    }),
    tableOf(TOTALS, totals.filter(isGroup)),
    '',
    `${all?.inModelBand ?? 0} of ${rows.length} inside the model's band, ${all?.within3Percent ?? 0} with 3 % of slack, ${all?.inShownBand ?? 0} inside the band shown.`,
    '',
    'Each source left out in turn, and predicted from the others:',
    '',
    tableOf(FORMS, forms),
    '',
    `A band from the lowest to the highest k of the other sources contains ${band.inModelBand} of the ${band.points} points left out, and ${band.inShownBand} with the width of their kind on top.`,
    '',
  ].join('\n');
}

/** Of a device with a point or two the point itself says as much. */
const isGroup = (total: CheckTotals): boolean => total.points >= FEWEST_POINTS || !total.isDevice;

const tableOf = <Row>(columns: readonly ColumnOf<Row>[], rows: readonly Row[]) => sheetMarkdown(sheetOf(columns, rows));

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
