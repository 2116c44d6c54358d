/**
 * What the person calls this machine: kept in localStorage and with each run in this browser, so that its browsers and builds are compared.
 * Nothing that is taken along has it, unless the person ticks that it should.
 */
import { unnamed } from '../../report/compare/machine';
import { oneLine } from '../../report/outside-text';
import { MACHINE_LETTERS, type Result } from '../../report/schema';
import { find } from '../dom/find';
import type { Texts } from '../dom/browser-texts';

const KEY = 'tokamark-machine';

/** Null where nothing is left of it. */
export function machineName(text: string): string | null {
  const name = oneLine(text).trim().slice(0, MACHINE_LETTERS);
  return name === '' ? null : name;
}

export const namedMachine = (result: Result, name: string | null): Result =>
  name === null ? result : { ...result, machine: name };

/** With the name of its machine as it leaves this browser. A run from a file is not of the machine here, whatever that is called. */
export const exportedRun = ({ result, imported }: Leaving, here: string | null): Result =>
  namedMachine(result, result.machine ?? (imported ? null : here));

interface Leaving {
  readonly result: Result;
  readonly imported: boolean;
}

/** @param texts null where the browser keeps nothing for this page */
export function createMachineName(texts: Texts | null, onChange: () => void) {
  const field = find('machine', HTMLInputElement);
  const exported = find('machine-exported', HTMLInputElement);
  field.value = attempt(() => machineName(texts?.getItem(KEY) ?? '')) ?? '';
  const name = (): string | null => machineName(field.value);
  field.addEventListener('change', () => {
    attempt(() => texts?.setItem(KEY, name() ?? ''));
    onChange();
  });
  return {
    name,
    named: (result: Result): Result => namedMachine(result, name()),
    /** As it leaves this browser: with the name of the run, or that of now, or without. */
    toExport: (run: Leaving): Result => (exported.checked ? exportedRun(run, name()) : unnamed(run.result)),
  };
}

/** A storage that is full or forbidden loses the name with the page, and nothing else. */
function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
