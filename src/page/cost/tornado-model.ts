/** What would change the price of an answer most. No elements. */
import { besides, spreadOf, tornadoOf, type Load, type Outcome } from '../../costs';
import { rising } from '../../energy/band';
import type { Constants } from '../../energy/constants';
import { amount } from '../../foundation/energy-units';
import { isMissing, type Missing } from '../../predict/basis';
import { tornadoChart } from '../../report/charts/tornado';
import { twoDigits } from '../../report/two-digits';
import type { Finding } from './finding-card';
import { ifItFits } from './formats-beside';
import type { RoomMachine } from './imagined';

const NAMES = new Map([
  ['Sequences', 'The number of sequences at once'],
  ['Format', 'The format'],
  ['Prompt', 'The length of the prompt'],
  ['Hours a day', 'The hours of use a day'],
  ['Machine', 'The price of the machine'],
  ['Electricity', 'The price of electricity'],
  ['Rent', 'The rent'],
]);

/** A price of one answer has too many zeros to be read. */
const ANSWERS = 1000;

/** @param now what the load takes as it is */
export function tornadoCardOf(
  { machine, about }: RoomMachine,
  load: Load,
  constants: Constants,
  now: Outcome | Missing,
): Finding {
  const found = tornadoOf(machine, load, constants);
  const [first] = found?.effects ?? [];
  if (found === null || first === undefined) {
    return { title: 'What would change it most', chart: null, missing: 'An answer has no price here.', sources: [] };
  }
  const { hardware, tariff } = machine.prepared;
  const currency = (hardware?.basis === 'rented' ? hardware.currency : tariff.electricity?.value.currency) ?? '';
  const isBillAlone = !isMissing(now) && now.charged.of === 'electricity alone';
  const price = isBillAlone ? 'the price of electricity alone' : 'the price';
  const title = `${NAMES.get(first.what) ?? first.what} would change ${price} most: from ${first.dear.at} to ${first.cheap.at} divides it by ${twoDigits(spreadOf(first))}${ifItFits(now)}`;
  const thousand = <E extends typeof first.cheap>(end: E) => ({
    ...end,
    price: rising(end.price, (one) => amount(ANSWERS * one)),
  });
  return {
    title,
    missing: isMissing(now) ? '' : besides(now),
    chart: tornadoChart(
      found.effects.map(({ what, cheap, dear }) => ({ what, cheap: thousand(cheap), dear: thousand(dear) })),
      {
        title,
        says: 'Each bar changes one thing and leaves the rest; where its two colours meet is the price as it is now.',
        ...{ source: about, unit: `${currency} for a thousand answers` },
        price: rising(found.price, (one) => amount(ANSWERS * one)),
      },
    ),
    sources: [
      'Sequences from 1 to 64, formats FP16 and INT4, prompts of 100 and 8,000 tokens, 1 and 24 hours of use a day, half and twice the price or rent of the machine.',
      `Electricity from the least to the most that households of the table pay in ${currency}.`,
      'The bars join middles; the table has the ranges.',
      ...found.left,
    ],
  };
}
