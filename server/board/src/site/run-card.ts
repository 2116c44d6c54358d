/** The card of a run, as a site shows it beside a link to the run's page: the share card, with what the board knows of it. */
import { testName } from '../../../../src/benchmark/workload';
import { duelOfRun } from '../../../../src/page/board/duel-of-run';
import { WORDS } from '../../../../src/page/board/catalogue/words';
import { percent } from '../../../../src/page/board/names';
import { cardOf } from '../../../../src/report/links/card';
import { cardSvg } from '../../../../src/report/links/card-scene';
import type { DuelFigure } from '../../../../src/report/links/duel';
import type { BoardRun, BoardRunFigure } from '../contract/reads/runs';

/** @param site where the page is found; null where nobody has said. @returns SVG; null of a run without a headline's figures */
export function runCard(run: BoardRun, site: string | null): string | null {
  const duel = duelOfRun(run);
  if (duel === null) return null;
  const { figures } = duel;
  const read = figures.find(({ test, format }) => test.phase === 'prefill' && format === figures[0].format);
  const prompt = read === undefined ? undefined : figureOf(run, read, 'ttftSeconds');
  return cardSvg(
    cardOf(duel, site, {
      firstToken:
        read === undefined || prompt === undefined ? null : { seconds: prompt.median, tokens: read.test.tokens },
      place: placeOf(figureOf(run, figures[0], 'tokensPerSecond')),
      checked: WORDS.run.card[run.state],
    }),
  );
}

const figureOf = ({ figures }: BoardRun, { format, test }: DuelFigure, of: BoardRunFigure['metric']) =>
  figures.find((one) => one.format === format && one.test === testName(test) && one.metric === of);

/** Empty where too few have sent the same in. */
function placeOf(figure: BoardRunFigure | undefined): string {
  const place = figure?.place ?? null;
  if (place === null || place.percentile === null) return '';
  const { percentile, runs, devices } = place;
  return WORDS.run.place(percent(percentile), WORDS.ranking.runs(runs), WORDS.ranking.devices(devices));
}
