/** What would change the price of an answer most. No elements. */
import { besides, spreadOf, tornadoOf, type Load, type Outcome } from '../../costs';
import { rising } from '../../energy/band';
import type { Constants } from '../../energy/constants';
import { amount } from '../../foundation/energy-units';
import { isMissing, type Missing } from '../../predict/basis';
import { tornadoChart } from '../../report/charts/tornado';
import { twoDigits } from '../../report/two-digits';
import { WORDS } from './catalogue/words';
import type { Finding } from './finding-card';
import { ifItFits } from './formats-beside';
import type { RoomMachine } from './imagined';

const NAMES = new Map(Object.entries(WORDS.tornado.names));

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
    return { title: WORDS.tornado.untitled, chart: null, missing: WORDS.tornado.unpriced, sources: [] };
  }
  const { hardware, tariff } = machine.prepared;
  const currency = (hardware?.basis === 'rented' ? hardware.currency : tariff.electricity?.value.currency) ?? '';
  const isBillAlone = !isMissing(now) && now.charged.of === 'electricity alone';
  const title = WORDS.tornado[isBillAlone ? 'titleElectricity' : 'title']({
    ...{ what: NAMES.get(first.what) ?? first.what, from: first.dear.at, to: first.cheap.at },
    ...{ times: twoDigits(spreadOf(first)), doubt: ifItFits(now) },
  });
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
        says: WORDS.tornado.says,
        ...{ source: about, unit: WORDS.tornado.unit(currency) },
        price: rising(found.price, (one) => amount(ANSWERS * one)),
      },
    ),
    sources: [
      WORDS.tornado.sources.range,
      WORDS.tornado.sources.electricity(currency),
      WORDS.tornado.sources.bars,
      ...found.left,
    ],
  };
}
