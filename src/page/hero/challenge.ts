/** What the first screen says of a challenge: whose result is to be beaten, and where it stands on the ring. */
import { showInterval } from '../../report/digits';
import { formatName, verbOf } from '../../report/links/claim';
import { machineText, UNVERIFIED, type Duel } from '../../report/links/duel';
import { plainName } from '../../report/outside-text';
import { shapeAlone } from '../../report/which-model';
import { showShare } from '../../report/roofs';
import type { Hero, HeroNeedle } from './hero-data';

/** Letters below the ring; the first screen's sentence has all of them. */
const SHORT_NAME = 24;

/** Before a run: the challenge takes the place of the question. */
export function challengeHero(duel: Duel, gpu: string): Pick<Hero, 'title' | 'lead' | 'needle'> {
  const { machine, figures, date, receipt } = duel;
  const [first] = figures;
  const { median, low, high } = showInterval(first.speed);
  const range = low === high ? '' : ` (${low} to ${high})`;
  const model = 'shape' in receipt.model ? ` with ${shapeAlone(receipt.model.shape, first.test)}` : '';
  return {
    title: `${machineText(machine)} ${verbOf(first)} ${median} tokens per second. Can yours?`,
    lead: `${formatName(first)}${range}${model}, on ${date}: ${UNVERIFIED}. Run measures the same on ${gpu} and says who wins.`,
    needle: needleOf(duel),
  };
}

export function needleOf({ machine, figures: [first] }: Duel): HeroNeedle | null {
  const { share, speed } = first;
  if (share === null) return null;
  const rate = showInterval(speed).median;
  const name = plainName(machine.name, SHORT_NAME);
  const said = machineText({ ...machine, name: name === machine.name ? name : `${name}…` });
  const words = `${said}: ${rate} tokens/s at ${showShare(share).value} of its own bandwidth, ${UNVERIFIED}`;
  return { share: share.median, words };
}
