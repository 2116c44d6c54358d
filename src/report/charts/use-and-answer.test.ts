/** How a GPU is used, and what an answer takes, as pictures. */
import { describe, expect, it } from 'vitest';
import { answerChart, type AnswerRow } from './answer';
import { AS_FILE, chartSvg } from './svg';
import { useChart, type UseRow } from './use';

const about = { title: 'Title', says: 'See.', source: '' };
const between = (central: number) => ({ low: central / 2, central, high: 2 * central });

describe('the picture of how a GPU is used', () => {
  const row: UseRow = {
    format: 'int4',
    tokensPerPetaflop: between(4e4),
    arithmetic: between(0.02),
    bandwidth: between(0.4),
  };

  it('has tokens per PFLOP and both shares beside each other', () => {
    const chart = useChart([row], about);
    expect(chart?.panels.map(({ title }) => title)).toEqual(['Tokens per PFLOP', 'Arithmetic used', 'Bandwidth used']);
    expect(chart?.table.rows).toEqual([['INT4', '20,000 to 80,000 (40,000)', '1.0 to 4.0 (2.0)', '20 to 80 (40)']]);
    expect(chart === null ? '' : chartSvg(chart, AS_FILE)).toContain('Arithmetic used');
  });

  it('leaves out what is not known', () => {
    const unknown = { ...row, tokensPerPetaflop: null, arithmetic: null };
    expect(useChart([unknown], about)?.panels.map(({ title }) => title)).toEqual(['Bandwidth used']);
    expect(useChart([{ ...unknown, bandwidth: null }], about)).toBeNull();
  });
});

describe('the picture of an answer', () => {
  const row: AnswerRow = {
    ...{ format: 'int4', joules: between(100), parts: { prompt: 10, reasoning: 0, answer: 90 } },
    others: { money: '1 to 2 USD', carbon: '', seconds: '3' },
  };

  it('draws its parts one behind the other up to the middle, and none that is not there', () => {
    const [panel] = answerChart([row], about)?.panels ?? [];
    if (panel?.kind !== 'rows') throw new Error('bars were expected');
    expect(panel.rows[0]?.segments.map(({ from, to }) => [from, to])).toEqual([
      [0, 10],
      [10, 100],
    ]);
    const reasoned = answerChart([{ ...row, parts: { prompt: 10, reasoning: 50, answer: 40 } }], about);
    expect(reasoned?.legend.map(({ text }) => text)).toEqual(['reading the prompt', 'reasoning']);
    expect(reasoned?.table.rows).toEqual([['INT4', '50 to 200 (100)', '1 to 2 USD', '-', '3']]);
    expect(answerChart([], about)).toBeNull();
  });
});
