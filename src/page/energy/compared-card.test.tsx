/** The comparisons as they come, before anybody has opened one. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { REFERENCES } from '../../costs';
import { energyDataOf, RTX_4070 } from '../fixtures/energy-data';
import { runOf } from '../fixtures/results';
import { ComparedCard } from './compared-card';
import { firstState } from './energy-state';

it('are closed, hold a field for the price of each reference machine, and work nothing out yet', () => {
  const data = energyDataOf(RTX_4070);
  const { basis } = firstState(data);
  const value = { record: runOf().record, software: false, answerTokens: 500, worked: {} };
  const html = renderToString(
    h(ComparedCard, { input: { basis, data, decode: null, roofs: null, waterfalls: [], value } }),
  );
  expect(html.match(/<details/g)).toHaveLength(5);
  expect(html).not.toContain('<table');
  for (const { id, name } of REFERENCES) {
    expect(html).toContain(`id="costs-price-${id}"`);
    expect(html).toContain(`Price of ${name}`);
  }
});
