/** A comparison of engines as Markdown for an issue or a chat: on what, one table, what each engine is, and whether they wrote the same. */
import { adapterName } from './adapter-name';
import { engineFailures, engineRows, engineSheet, failureSentence, nameAmongEngines } from './engine-rows';
import { inMarkdown } from './outside-text';
import { passageAbout, passageFailures, passageSheet } from './passage';
import { sameness } from './parts/written';
import type { Result } from './schema';
import { sheetMarkdown } from './table';

export function toEnginesMarkdown(result: Result): string {
  const rows = engineRows(result);
  const lines = [
    ...engineFailures(rows).map((failure) => inMarkdown(failureSentence(failure))),
    ...result.engines.map(({ version, settings }) => inMarkdown(`${version}. ${settings.join(' ')}`)),
    ...result.written.flatMap((one) => {
      const same = sameness(one, result.written, nameAmongEngines);
      return same === '' ? [] : inMarkdown(`${nameAmongEngines(one)} wrote ${same}.`);
    }),
  ];
  const { passage } = result;
  const read =
    passage === null
      ? []
      : [
          inMarkdown(passageAbout(passage)),
          sheetMarkdown(passageSheet(passage), inMarkdown),
          ...passageFailures(passage).map((text) => `- ${inMarkdown(text)}`),
        ];
  return [
    headLine(result),
    sheetMarkdown(engineSheet(rows), inMarkdown),
    ...read,
    lines.map((line) => `- ${line}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('\n');
}

/** That it is no GPU comes first, where it is none. */
function headLine({ adapter, environment, engine, startedAt, results }: Result): string {
  const tests = [...new Set(results.map(({ model, test }) => `${model.name} ${test}`))].join(', ');
  const where = [adapterName(adapter), `${environment.name} ${environment.version}`, environment.operatingSystem];
  const mark = adapter.software ? '**SOFTWARE ADAPTER, not a GPU’s speed.** ' : '';
  return mark + [`Tokamark ${engine.version}`, tests, ...where, startedAt.slice(0, 10)].map(inMarkdown).join(' · ');
}
