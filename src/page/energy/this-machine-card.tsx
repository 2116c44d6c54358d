/** What this machine takes: which GPU it is, the watts that a person reads themselves, and the energy of each speed that its run measured. */
import type { ComponentChildren, JSX } from 'preact';
import type { ModelFormat } from '../../kernels/recipe';
import { WORDS } from './catalogue/words';
import type { FigureText } from './energy-model';

interface MeasuredRow {
  readonly format: ModelFormat;
  readonly phase: 'decode' | 'prefill';
  /** By the columns of the table. */
  readonly texts: Readonly<Record<string, FigureText>>;
}

interface AnswerOfRun {
  readonly format: ModelFormat;
  readonly texts: Readonly<Record<string, FigureText>>;
}

export interface ThisMachine {
  /** `none`: no figure, now or soon; the rows of energy in the table of results go with it. */
  readonly state: 'ready' | 'none';
  readonly device: string;
  /** `500 tokens to a prompt of 300` */
  readonly lengths: string;
  readonly rows: readonly MeasuredRow[];
  readonly answers: readonly AnswerOfRun[];
  readonly notes: readonly string[];
}

type Columns = readonly (readonly [figure: string, title: string])[];

const OF_TOKEN: Columns = [
  ['joules', WORDS.machine.ofToken.joules],
  ['per-joule', WORDS.machine.ofToken.perJoule],
  ['watt-hours', WORDS.machine.ofToken.wattHours],
  ['electricity', WORDS.machine.ofToken.electricity],
  ['machine', WORDS.machine.ofToken.machine],
  ['carbon', WORDS.machine.ofToken.carbon],
];

const OF_ANSWER: Columns = [
  ['joules', WORDS.machine.ofAnswer.joules],
  ['wattHours', WORDS.machine.ofAnswer.wattHours],
  ['cost', WORDS.machine.ofAnswer.cost],
  ['grams', WORDS.machine.ofAnswer.grams],
  ['search', WORDS.machine.ofAnswer.search],
  ['gemini', WORDS.machine.ofAnswer.gemini],
  ['phone', WORDS.machine.ofAnswer.phone],
];

interface ThisMachineProps extends ThisMachine {
  readonly children: ComponentChildren;
}

export function ThisMachineCard({
  state,
  device,
  lengths,
  rows,
  answers,
  notes,
  children,
}: ThisMachineProps): JSX.Element {
  return (
    <section class="card" id="energy" data-testid="energy" data-state={state} aria-labelledby="energy-heading">
      <h2 id="energy-heading">{rows.length > 0 ? WORDS.machine.took : WORDS.machine.title}</h2>
      <p class="hint">
        {WORDS.machine.estimated}{' '}
        <strong class="software-note" id="energy-software">
          {WORDS.machine.software}
        </strong>
      </p>
      <p class="energy-device" id="energy-device" data-testid="energy-device" role="status">
        {device}
      </p>
      <details id="energy-own" class="cost-opening">
        <summary>{WORDS.machine.own}</summary>
        {children}
      </details>
      {rows.length > 0 && (
        <FigureTable
          id="energy-table"
          name={WORDS.machine.byFormat}
          columns={OF_TOKEN}
          rows={rows.map(({ format, phase, texts }) => ({
            ...{ key: `${format} ${phase}`, name: WORDS.machine.row[phase](format.toUpperCase()) },
            ...{ format, phase, texts },
          }))}
        />
      )}
      {answers.length > 0 && (
        <>
          <h3>
            {WORDS.machine.answerOf} <span id="energy-lengths">{lengths}</span>
          </h3>
          <FigureTable
            id="energy-answers"
            name={WORDS.machine.answers}
            columns={OF_ANSWER}
            rows={answers.map(({ format, texts }) => ({
              ...{ key: format, name: format.toUpperCase(), format, phase: undefined, texts },
            }))}
          />
        </>
      )}
      {rows.length > 0 && (
        <details id="energy-notes-details">
          <summary>{WORDS.machine.assumed}</summary>
          <ul class="energy-notes" id="energy-notes" data-testid="energy-notes">
            {notes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface FigureTableProps {
  readonly id: string;
  readonly name: string;
  readonly columns: Columns;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly format: ModelFormat;
    readonly phase: string | undefined;
    readonly texts: Readonly<Record<string, FigureText>>;
  }[];
}

/** The roles keep it a table where a narrow screen lays a row out as a list. */
function FigureTable({ id, name, columns, rows }: FigureTableProps): JSX.Element {
  return (
    <div class="energy-box" role="region" aria-label={WORDS.table(name)} tabIndex={0}>
      <table class="energy-table" id={id} data-testid={id} role="table" aria-label={name}>
        <thead role="rowgroup">
          <tr role="row">
            <td role="cell" />
            {columns.map(([figure, title]) => (
              <th key={figure} role="columnheader" scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ key, name: row, format, phase, texts }) => (
            <tr key={key} role="row" data-format={format} data-phase={phase}>
              <th role="rowheader" scope="row">
                {row}
              </th>
              {columns.map(([figure, title]) => (
                <td key={figure} role="cell" data-figure={figure} data-label={title}>
                  <Figure of={texts[figure]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({ of }: { readonly of: FigureText | undefined }): JSX.Element {
  const { range = '–', about = '', note = '', badge = '' } = of ?? {};
  return (
    <>
      <span class="range">{range}</span>
      <span class="about">{about}</span>
      <span class="note">{note}</span>
      <span class="energy-badge">{badge}</span>
    </>
  );
}
