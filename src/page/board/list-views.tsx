/** The latest runs, and what ran where with what failed there. */
import type { JSX } from 'preact';
import type { RunRow } from '../../../server/board/src/contract/reads/runs';
import type { SupportCell } from '../../../server/board/src/contract/reads/support';
import { left, right, sheetOf } from '../../report/table';
import { SheetBox } from '../view/sheet-table';
import { addressOfView, apiOf } from './address';
import type { BoardProps } from './board-props';
import { WORDS } from './catalogue/words';
import { Awaited, Take } from './frame';
import { dayOf, kindName, nameOf } from './names';

export function LatestView(props: BoardProps & { readonly after: string | null }): JSX.Element {
  const { latest, base, after } = props;
  const words = WORDS.latest;
  const view = { see: 'latest', after } as const;
  return (
    <section class="card" aria-labelledby="board-title-of-view" data-testid="board-latest">
      <h2 id="board-title-of-view" tabIndex={-1}>
        {words.title}
      </h2>
      <p class="hint">{words.about}</p>
      <Awaited loaded={latest} {...props}>
        {({ runs, next }) => (
          <>
            {runs.length === 0 ? <p>{words.none}</p> : <LatestTable runs={runs} base={base} />}
            {next !== null && (
              <p class="board-pages">
                <a class="button" href={addressOfView({ see: 'latest', after: next }, base)}>
                  {WORDS.ranking.next}
                </a>
              </p>
            )}
            <Take api={apiOf(view)} link={addressOfView(view, 'board')} />
          </>
        )}
      </Awaited>
    </section>
  );
}

function LatestTable({ runs, base }: { readonly runs: readonly RunRow[] } & Pick<BoardProps, 'base'>): JSX.Element {
  const { columns, name } = WORDS.latest;
  const titles = [columns.gpu, columns.speeds, columns.browser, columns.os, columns.when];
  return (
    <div class="scroll stacked" role="region" aria-label={name} tabIndex={0}>
      <table class="plain-table" role="table" aria-label={name}>
        <thead role="rowgroup">
          <tr role="row">
            {titles.map((title) => (
              <th key={title} role="columnheader" scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {runs.map((run) => (
            <tr key={run.id} role="row">
              <td role="cell" data-label={columns.gpu}>
                <a href={addressOfView({ see: 'run', run: run.id }, base)}>
                  <bdi>{nameOf(run.gpu.name)}</bdi>
                </a>
                , {kindName(run.gpu.kind)}
              </td>
              <td role="cell" data-label={columns.speeds}>
                {run.speeds.map(speedText).join(' · ')}
              </td>
              <td role="cell" data-label={columns.browser}>
                <bdi>{nameOf(run.browser)}</bdi>
              </td>
              <td role="cell" data-label={columns.os}>
                <bdi>{nameOf(run.os)}</bdi>
              </td>
              <td role="cell" data-label={columns.when}>
                {dayOf(run.receivedAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const speedText = ({ test, format, median }: RunRow['speeds'][number]): string =>
  `${nameOf(format).toUpperCase()} ${nameOf(test)}: ${Number(median.toPrecision(3))}`;

export function SupportView(props: BoardProps): JSX.Element {
  const words = WORDS.support;
  const view = { see: 'support' } as const;
  return (
    <section class="card" aria-labelledby="board-title-of-view" data-testid="board-support">
      <h2 id="board-title-of-view" tabIndex={-1}>
        {words.title}
      </h2>
      <Awaited loaded={props.support} {...props}>
        {({ of, cells }) => (
          <>
            <p class="hint">{words.about(String(of.runs), of.since === null ? '' : dayOf(of.since))}</p>
            {cells.length === 0 ? <p>{words.none}</p> : <SheetBox sheet={supportSheet(cells)} name={words.name} />}
            <Take api={apiOf(view)} link={addressOfView(view, 'board')} />
          </>
        )}
      </Awaited>
    </section>
  );
}

const supportSheet = (cells: readonly SupportCell[]) =>
  sheetOf<SupportCell>(
    [
      left(WORDS.support.columns.format, ({ format }) => nameOf(format).toUpperCase()),
      left(WORDS.support.columns.browser, ({ browser }) => nameOf(browser)),
      left(WORDS.support.columns.family, ({ gpuFamily }) => nameOf(gpuFamily)),
      right(WORDS.support.columns.ran, ({ ran }) => WORDS.ranking.devices(ran)),
      right(WORDS.support.columns.failed, ({ failed }) => WORDS.ranking.devices(failed)),
      left(WORDS.support.columns.why, ({ codes }) =>
        codes.length === 0 ? '-' : codes.map(({ code, devices }) => `${nameOf(code)} × ${devices}`).join(', '),
      ),
    ],
    cells,
  );
