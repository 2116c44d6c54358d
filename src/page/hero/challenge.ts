/** What the first screen says of a challenge: whose result is to be beaten, and where it stands on the ring. */
import { showInterval } from '../../report/digits';
import { formatName, verbOf } from '../../report/links/claim';
import { machineText, UNVERIFIED, type Duel } from '../../report/links/duel';
import { plainName } from '../../report/outside-text';
import { shapeAlone } from '../../report/which-model';
import { showShare } from '../../report/roofs';
import { WORDS } from './catalogue/words';
import type { Hero, HeroNeedle } from './hero-data';

/** Letters below the ring; the first screen's sentence has all of them. */
const SHORT_NAME = 24;

/** Before a run: the challenge takes the place of the question. */
export function challengeHero(duel: Duel, gpu: string): Pick<Hero, 'title' | 'lead' | 'needle'> {
  const { machine, figures, date, receipt } = duel;
  const [first] = figures;
  const { median, low, high } = showInterval(first.speed);
  const what = [
    formatName(first),
    ...(low === high ? [] : [WORDS.challenge.range(low, high)]),
    ...('shape' in receipt.model ? [WORDS.challenge.withModel(shapeAlone(receipt.model.shape, first.test))] : []),
  ].join(' ');
  return {
    title: WORDS.challenge.title(machineText(machine), verbOf(first), median),
    lead: WORDS.challenge.lead({ what, date, unverified: UNVERIFIED, gpu }),
    needle: needleOf(duel),
  };
}

export function needleOf({ machine, figures: [first] }: Duel): HeroNeedle | null {
  const { share, speed } = first;
  if (share === null) return null;
  const rate = showInterval(speed).median;
  const name = plainName(machine.name, SHORT_NAME);
  const said = machineText({ ...machine, name: name === machine.name ? name : `${name}…` });
  const figures = { rate, share: showShare(share).value, unverified: UNVERIFIED };
  const words = WORDS.challenge.needle({ machine: said, ...figures });
  return { share: share.median, words };
}
