/** Machines, formats, a text and training compared: each worked out only while it is open. What the tables say is in costs-model.ts. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { loadTrainingBudgets } from '../../costs';
import { asTokamarkError, TokamarkError } from '../../foundation/errors';
import { fetchFableFile } from '../fable';
import type { Table } from '../view/plain-table';
import { SheetBox } from '../view/sheet-table';
import { WORDS } from './catalogue/words';
import { markUpTable, metricsTable, textTable, trainingTable, type Budgets, type CostsInput } from './costs-model';
import { ReferencePrices, type Prices } from './reference-prices';
import { createTextCounts, workerCount } from './text-counts';
import { valueTable } from './value-model';

export function ComparedCard({ input }: { readonly input: CostsInput }): JSX.Element {
  const [prices, setPrices] = useState<Prices>({});
  return (
    <section class="card" id="costs" data-testid="costs" aria-labelledby="costs-heading">
      <h2 id="costs-heading">{WORDS.compared.title}</h2>
      <Panel id="costs-metrics" {...WORDS.compared.metrics} table={() => metricsTable(input, prices)}>
        <ReferencePrices onGood={setPrices} />
      </Panel>
      <Panel id="costs-value" {...WORDS.compared.value} table={() => valueTable(input.value)} />
      <Panel id="costs-rent" {...WORDS.compared.rent} table={() => rentTable(input)} />
      <TextPanel input={input} />
      <TrainingPanel input={input} />
    </section>
  );
}

function rentTable(input: CostsInput): Table {
  const { missing, notes, ...table } = markUpTable(input);
  return { ...table, notes: [...(missing === null ? [] : [missing.why]), ...notes] };
}

function TextPanel({ input }: { readonly input: CostsInput }): JSX.Element {
  const [text, setText] = useState('');
  const [, counted] = useReducer<number, undefined>((times) => times + 1, 0);
  const counts = useMemo(
    () =>
      createTextCounts(
        workerCount(() => fetchFableFile('tokenizer.json')),
        () => counted(undefined),
      ),
    [],
  );
  const table = (): Table | null => {
    const found = text.trim() === '' ? null : counts(text);
    return found === null ? null : textTable(input, found);
  };
  return (
    <Panel id="costs-text" {...WORDS.compared.text} table={table}>
      <label class="costs-words">
        {WORDS.compared.textLabel}{' '}
        <textarea
          id="costs-words"
          rows={5}
          maxLength={1_000_000}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
    </Panel>
  );
}

function TrainingPanel({ input }: { readonly input: CostsInput }): JSX.Element {
  const [budgets, setBudgets] = useState<Budgets | TokamarkError | null>(null);
  const table = (): Table | null => {
    if (budgets instanceof TokamarkError) throw budgets;
    return budgets === null ? null : trainingTable(input, budgets);
  };
  return (
    <Panel
      id="costs-training"
      {...WORDS.compared.training}
      table={table}
      onOpen={() => void loadTrainingBudgets().catch(asTokamarkError).then(setBudgets)}
    />
  );
}

interface PanelProps {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  /** What stands there without a table. */
  readonly empty: string;
  readonly table: () => Table | null;
  readonly onOpen?: () => void;
  readonly children?: ComponentChildren;
}

function Panel({ id, name, hint, empty, table, onOpen, children }: PanelProps): JSX.Element {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (open) onOpen?.();
  }, [open]);
  return (
    <details id={id} data-testid={id} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{name}</summary>
      <p class="hint">{hint}</p>
      {children}
      {open && <Worked of={attempt(table)} name={name} empty={empty} />}
    </details>
  );
}

function attempt(table: () => Table | null): Table | TokamarkError | null {
  try {
    return table();
  } catch (thrown) {
    return asTokamarkError(thrown);
  }
}

interface WorkedProps extends Pick<PanelProps, 'name' | 'empty'> {
  readonly of: Table | TokamarkError | null;
}

function Worked({ of, name, empty }: WorkedProps): JSX.Element {
  if (of === null) return <p class="hint">{empty}</p>;
  if (of instanceof TokamarkError) {
    return (
      <div class="message error">
        <p>{of.message}</p>
        <p>{of.remedy}</p>
      </div>
    );
  }
  const columns = of.columns.map((title) => ({ title, align: 'left' as const }));
  return (
    <>
      <SheetBox sheet={{ columns, rows: of.rows }} name={WORDS.table(name)} />
      <ul class="energy-notes">
        {of.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}
