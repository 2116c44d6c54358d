/** What something costs, of what it is made up, and how sure that is: a bar each, of electricity and machine, under the whisker of the sum. */
import { left, right, sheetOf } from '../table';
import { range } from '../two-digits';
import type { BillInk, Chart } from './chart';
import { axisFromZero } from './source';

/** Known between two bounds. */
export interface Between {
  readonly low: number;
  readonly central: number;
  readonly high: number;
}

export interface BillRow {
  readonly name: string;
  /** Those that are known, in the order in which they are drawn. */
  readonly parts: readonly { readonly of: BillInk; readonly amount: Between }[];
  readonly total: Between;
}

export interface Bill extends Pick<Chart, 'id' | 'title' | 'says' | 'source' | 'software'> {
  /** Of every amount, such as `USD per million tokens`. */
  readonly unit: string;
  readonly rows: readonly BillRow[];
}

const NAMES: Readonly<Record<BillInk, string>> = { electricity: 'electricity', machine: 'the machine', rent: 'rent' };

/** Null where nothing is known. */
export function billChart({ unit, rows, ...about }: Bill): Chart | null {
  if (rows.length === 0) return null;
  const shown = [...new Set(rows.flatMap(({ parts }) => parts.map(({ of }) => of)))];
  return {
    ...about,
    panels: [
      {
        ...{ kind: 'rows', title: '' },
        x: axisFromZero(
          unit,
          rows.map(({ total }) => total.high),
        ),
        rows: rows.map(({ name, parts, total }) => ({
          ...{ name, value: range(total), interval: { low: total.low, high: total.high } },
          segments: segmentsOf(parts, `${name}: `, unit),
        })),
      },
    ],
    legend: shown.map((ink) => ({ ink, text: NAMES[ink] })),
    table: sheetOf<BillRow>(
      [
        left('of', ({ name }) => name),
        right(unit, ({ total }) => range(total)),
        ...shown.map((ink) =>
          right<BillRow>(NAMES[ink], ({ parts }) => {
            const part = parts.find(({ of }) => of === ink);
            return part === undefined ? '-' : range(part.amount);
          }),
        ),
      ],
      rows,
    ),
  };
}

/** One behind the other, by their middles. */
function segmentsOf(parts: BillRow['parts'], before: string, unit: string) {
  let from = 0;
  return parts.map(({ of: ink, amount }) => {
    const segment = {
      ink,
      from,
      to: from + amount.central,
      explains: `${before}${NAMES[ink]} ${range(amount)} ${unit}.`,
    };
    from = segment.to;
    return segment;
  });
}
