/** Machines, formats, a text and training compared: each worked out only while it is open. What the tables say is in costs-model.ts. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { loadTrainingBudgets } from '../../costs';
import { asTokamarkError, TokamarkError } from '../../foundation/errors';
import { fetchFableFile } from '../fable';
import type { Table } from '../view/plain-table';
import { SheetBox } from '../view/sheet-table';
import { markUpTable, metricsTable, textTable, trainingTable, type Budgets, type CostsInput } from './costs-model';
import { ReferencePrices, type Prices } from './reference-prices';
import { createTextCounts, workerCount } from './text-counts';
import { valueTable } from './value-model';

export function ComparedCard({ input }: { readonly input: CostsInput }): JSX.Element {
  const [prices, setPrices] = useState<Prices>({});
  return (
    <section class="card" id="costs" data-testid="costs" aria-labelledby="costs-heading">
      <h2 id="costs-heading">Costs compared</h2>
      <Panel
        id="costs-metrics"
        name="Three metrics, this machine and others"
        hint="The machine that is cheapest per hour need not be cheapest per FLOP or per token. A wide range means that little is known; “unknown” means that no figure with a source was found."
        empty="Run the benchmark to see this; the GPU has to be known, or chosen above."
        table={() => metricsTable(input, prices)}
      >
        <ReferencePrices onGood={setPrices} />
      </Panel>
      <Panel
        id="costs-value"
        name="Value: cost, latency and fidelity of each format"
        hint="A format that takes fewer bits is faster and cheaper, and further from the original. You decide how much that matters."
        empty="Run the benchmark to see this."
        table={() => valueTable(input.value)}
      />
      <Panel
        id="costs-rent"
        name="Rent against own, in data centres too"
        hint="The cost per hour of a machine that is owned for three, four or five years and always in use, beside its rent. This machine has a row once its price and its rent are typed in above."
        empty=""
        table={() => rentTable(input)}
      />
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
    <Panel
      id="costs-text"
      name="Your own text in tokens"
      hint="Paste a text: it stays on this machine. Fable has a small vocabulary, so its tokens are short; larger models need fewer."
      empty="Paste a text to see its tokens."
      table={table}
    >
      <label class="costs-words">
        Text{' '}
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
      name="Training published models on this GPU"
      hint="How long one GPU like this would train each model, and the electricity that this takes."
      empty="Choose the GPU above, or run the benchmark, to see this."
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
      <SheetBox sheet={{ columns, rows: of.rows }} name={`Table: ${name}`} />
      <ul class="energy-notes">
        {of.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}
