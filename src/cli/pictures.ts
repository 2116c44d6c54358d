/** The pictures of --svg: the headline's into a file, all of a result into a folder. What they show: report/charts. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { TokamarkError } from '../foundation/errors';
import type { Chart } from '../report/charts/chart';
import { chartsOf } from '../report/charts/charts';
import { headlineChart } from '../report/charts/headline';
import { AS_FILE, chartSvg } from '../report/charts/svg';
import type { Result } from '../report/schema';
import { makeFolder } from '../setup/make-folder';
import { checkWritable, tryFolder, type Destination } from './destination';
import { whyNot } from './system-reasons';

const OPTION = '--svg';

/** A name that ends as folders do, or one that is there. */
function isFolder(path: string): boolean {
  if (/[/\\]$/.test(path)) return true;
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Makes the folder where there is none. @throws TokamarkError `option` where the pictures could not be written */
export async function checkPictures(to: Destination | null): Promise<void> {
  if (to?.kind !== 'file' || !isFolder(to.path)) return checkWritable(to, OPTION);
  try {
    makeFolder(to.path);
    await tryFolder(to.path);
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'option',
        message: `${to.path} cannot be written: ${whyNot(cause)}.`,
        where: OPTION,
        remedy: 'Name a folder that you can write to, or a file in one, or - for standard output.',
      },
      { cause },
    );
  }
}

interface Picture {
  readonly to: Destination;
  readonly name: string;
  readonly text: () => string;
}

/** None of a result without a speed. */
export function picturesOf(to: Destination | null, result: Result): readonly Picture[] {
  if (to === null) return [];
  const picture = (chart: Chart, at: Destination): Picture => ({
    ...{ to: at, name: `${chart.id}.svg` },
    text: () => chartSvg(chart, AS_FILE),
  });
  if (to.kind === 'file' && isFolder(to.path)) {
    return chartsOf(result).map((chart) => picture(chart, { kind: 'file', path: join(to.path, `${chart.id}.svg`) }));
  }
  const headline = headlineChart(result);
  return headline === null ? [] : [picture(headline, to)];
}
