/** Owning beside renting, by the hours of use. */
import { expect, it } from 'vitest';
import type { Mark } from './chart';
import { rentOrOwnChart } from './rent-or-own';
import { AS_FILE, chartSvg } from './svg';

const byHours = Array.from({ length: 25 }, (_, hours) => ({
  hours,
  own: { low: 20 + hours, central: 30 + hours, high: 40 + hours },
}));
const picture = (perHour: number) =>
  rentOrOwnChart({
    ...{ says: 'Own it.', source: '', currency: 'USD', byHours },
    at: { hours: 6, own: { low: 26, central: 36, high: 46 } },
    rent: { perHour, even: false },
  });

function marksOf(perHour: number): readonly Mark[] {
  const [panel] = picture(perHour).panels;
  if (panel?.kind !== 'plane') throw new Error('a plane was expected');
  return panel.marks;
}

it('draws the range of owning and the line of a rent from nothing, and stays in the picture however dear it is', () => {
  for (const perHour of [0.01, 0.2, 50]) {
    const rent = marksOf(perHour).find((mark) => mark.kind === 'curve' && mark.ink === 'rent');
    if (rent?.kind !== 'curve') throw new Error('a curve was expected');
    expect(rent.points[0]).toEqual([0, 0]);
    const [hours = 0, paid = 0] = rent.points[1] ?? [];
    expect(paid).toBeCloseTo((perHour * hours * 365) / 12, 6);
    expect(paid).toBeLessThanOrEqual(2.5 * 64 + 1e-9);
  }
  expect(marksOf(0.2).some(({ kind }) => kind === 'band')).toBe(true);
});

it('draws a rent that is paid in all hours as a level line, where it stays in the picture and somebody asked for it', () => {
  const levels = (marks: readonly Mark[]) =>
    marks.filter((mark) => mark.kind === 'curve' && mark.points[0]?.[1] === mark.points[1]?.[1]);
  expect(levels(marksOf(0.2))).toMatchObject([
    {
      ink: 'rent',
      dashed: true,
      points: [
        [0, expect.closeTo(146, 6)],
        [24, expect.closeTo(146, 6)],
      ],
    },
  ]);
  expect(levels(marksOf(50))).toEqual([]);
});

it('says the same in its table', () => {
  const { table } = picture(0.2);
  expect(table.rows.map(([hours]) => hours)).toEqual(['0', '4.0', '8.0', '12', '16', '20', '24']);
  expect(table.rows[6]).toEqual(['24', '44 to 64 (54)', '150', '150']);
  expect(chartSvg(picture(0.2), AS_FILE)).toContain('rent at 0.20 USD an hour');
});
