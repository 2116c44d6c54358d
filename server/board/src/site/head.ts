/** What the head of `/board` says of its view, for who looks for it, or is shown a link to it. */
import type { BoardView as View } from '../../../../src/page/board/address';
import { ABOUT_WORDS } from '../../../../src/page/board/catalogue/about-words';
import { WORDS } from '../../../../src/page/board/catalogue/words';
import type { FirstRows } from '../../../../src/page/board/first-rows';
import { nameOf, workloadName } from '../../../../src/page/board/names';
import { slicesTitle } from '../../../../src/page/board/slices-chart';
import type { BoardRun } from '../contract/reads/runs';
import type { Cohorts } from '../contract/reads/cohorts';
import type { Drawn } from './built-page';

type Said = Pick<Drawn, 'title' | 'description'>;

const { head } = WORDS;
const BOARD: Said = { title: head.title(head.board), description: head.about };

export function saidOf(view: View, first: FirstRows): Said {
  switch (view.see) {
    case 'ranking':
      return first.ranking === undefined ? BOARD : ofRanking(first.ranking.value);
    case 'run':
      return first.run === undefined ? BOARD : ofRun(first.run.value);
    case 'gpu':
      return ofGpu(nameOf(first.gpu?.value.gpu.name ?? view.gpu), first.slices?.value);
    case 'latest':
      return { title: head.title(WORDS.latest.title), description: WORDS.latest.about };
    case 'support':
      return { title: head.title(WORDS.support.title), description: head.support };
    case 'send':
      return { title: head.title(WORDS.send.title), description: WORDS.send.about };
    case 'about':
      return { title: head.title(ABOUT_WORDS.trust.title), description: ABOUT_WORDS.trust.lead };
  }
}

function ofRanking({ workload, cohorts, total }: Cohorts): Said {
  const what = workloadName(workload);
  const [best] = cohorts;
  const description = best === undefined ? head.none(what) : head.ranking(what, total, nameOf(best.gpu.name));
  return { title: head.title(what), description };
}

function ofRun({ gpu: known, declaredGpu, browser }: BoardRun): Said {
  const gpu = nameOf(known?.name ?? declaredGpu);
  return { title: head.title(WORDS.run.title(gpu)), description: head.run(gpu, nameOf(browser)) };
}

function ofGpu(gpu: string, slices: Parameters<typeof slicesTitle>[0] | undefined): Said {
  const title = slices === undefined ? gpu : head.apart(gpu, slicesTitle(slices));
  return { title: head.title(title), description: head.gpu(gpu) };
}
