/** The runs of one machine as a table, for page and Markdown alike. */
import { basisOf } from '../between-runs';
import { showFigure } from '../digits';
import { inMarkdown } from '../outside-text';
import { right, left, sheetMarkdown, sheetOf, type Sheet } from '../table';
import { FEWEST_REPETITIONS } from '../../benchmark/ladder';
import { NO_GPU, type Verdict } from './compare';
import type { Against, MachineComparison, MachineRow } from './machine';
import { ratioText } from './markdown';
import { namedColumns } from './test-words';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  tie: 'a tie',
  faster: 'faster',
  slower: 'slower',
  'too-few': `no verdict: fewer than ${FEWEST_REPETITIONS} repetitions`,
  'no-gpu': NO_GPU,
};

export const machineSheet = ({ rows }: MachineComparison): Sheet =>
  sheetOf<MachineRow>(
    [
      ...namedColumns(rows),
      left('measured by', ({ setup }) => setup),
      right('t/s', ({ figure }) => showFigure(figure.interval)),
      left('interval', ({ figure }) => basisOf(figure.runs)),
      right('times', ({ against }) => (against === null ? '-' : ratioText(against.ratio))),
      left('than', ({ against }) => (against === null ? '-' : againstText(against))),
    ],
    rows,
  );

/** A verdict of one run may not outlive the next, so it says that it is one. */
const againstText = ({ than, verdict, runs }: Against): string =>
  `${than}: ${VERDICTS[verdict]}${verdict === 'too-few' || verdict === 'no-gpu' ? '' : runs === 1 ? ` ${basisOf(runs)}` : ' between runs'}`;

export const ABOUT_MACHINE =
  'The latest run of each browser and build, workload by workload: only equal ids meet. A build is held against the one before it in the same browser, a browser against the first that was measured. A tie is an interval that contains 1. Where either has no interval between runs, both are taken from within one run.';

export const setupsText = ({ setups }: MachineComparison): string =>
  setups.map(({ name, runs }) => `${name} (${runs} ${runs === 1 ? 'run' : 'runs'})`).join('; ');

export function machineMarkdown(comparison: MachineComparison): string {
  const sheet = machineSheet(comparison);
  const parts = [
    `# Runs of ${inMarkdown(comparison.machine)}`,
    inMarkdown(setupsText(comparison)),
    ...comparison.notes.map((note) => `**${inMarkdown(note)}**`),
    sheet.rows.length === 0 ? 'No workload was timed.' : sheetMarkdown(sheet, inMarkdown),
    ABOUT_MACHINE,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
