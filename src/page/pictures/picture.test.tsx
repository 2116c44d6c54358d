/** A picture in the page, without a browser: what it says, its table, its files, and no style that a strict policy refuses. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { everything } from '../../../test/fixtures/charts';
import { chartsOf } from '../../report/charts/charts';
import { SOFTWARE_MARK } from '../../report/charts/layout';
import { FoldedPicture, PictureCard } from './picture';

type Over = Parameters<typeof everything>[0];

const cards = (width: number | null, over: Over = {}) =>
  chartsOf(everything(over)).map((chart) => ({
    chart,
    text: renderToString(<PictureCard chart={chart} width={width} />),
  }));
const folded = (over: Over = {}) =>
  chartsOf(everything(over)).map((chart) => renderToString(<FoldedPicture chart={chart} width={328} open={false} />));

const unbroken = (text: string): string => text.replace(/ (?=[±%])|(?<=±) /g, '\u00a0');

describe('a picture in the page', () => {
  it('has a heading, its sentence, the drawing at the width of its place, its notes, the table, and both files', () => {
    const all = cards(328);
    expect(all).toHaveLength(7);
    for (const { chart, text } of all) {
      expect(text).toContain(`<h2 id="picture-${chart.id}-heading">`);
      expect(text).toContain('viewBox="0 0 328 ');
      for (const row of chart.table.rows) expect(text).toContain(`>${row[0] ?? ''}</td>`);
      expect([...text.matchAll(/<button type="button">(\w+)/g)].map(([, name]) => name)).toEqual(['PNG', 'SVG']);
      expect(text).not.toContain('style=');
    }
    const noted = all.filter(({ chart: { notes = [] } }) => notes.length > 0);
    expect(noted.map(({ chart }) => chart.id)).toEqual(['token-time', 'line', 'latency']);
    for (const { chart, text } of noted) for (const note of chart.notes ?? []) expect(text).toContain(unbroken(note));
  });

  it('takes the colours of the page, so that it follows its theme', () => {
    const text = cards(720).map((one) => one.text);
    expect(text.join('')).toContain('fill="var(--int4, ');
  });

  it('has its place before it is drawn, so that the width of its neighbours is settled', () => {
    for (const chart of chartsOf(everything())) {
      const place = renderToString(<PictureCard chart={chart} width={328} drawn={false} />);
      expect(place).toContain(`<h2 id="picture-${chart.id}-heading">`);
      expect(place).not.toContain('<svg');
    }
  });

  it('is not drawn before its width is known, such as in a room that is not shown', () => {
    for (const { text } of cards(null)) expect(text).not.toContain('<svg');
  });

  it('says what to see also where it is folded, and is printed', () => {
    for (const [i, chart] of chartsOf(everything()).entries()) {
      const [summary = ''] = /<summary>.*<\/summary>/s.exec(folded()[i] ?? '') ?? [];
      expect(summary).toContain(chart.title);
      expect(summary).toContain(unbroken(chart.says));
      expect(folded()[i]).toContain('printed');
    }
  });

  it('marks a software adapter where its number does not stand above, and shows a hostile name as words', () => {
    const adapter = { ...everything().adapter, description: '<img src=x onerror=alert(1)>', software: true };
    for (const text of folded({ adapter })) {
      expect(text).toContain(`<strong class="software-note">${SOFTWARE_MARK}.</strong>`);
      expect(text).not.toContain('<img');
    }
    for (const { text } of cards(720, { adapter })) {
      expect(text).not.toContain('software-note');
      expect(text).not.toContain('<img');
    }
    for (const text of folded()) expect(text).not.toContain('software-note');
  });
});
