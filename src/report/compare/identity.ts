/** What tells one run from another: when, where and by what it was measured, and by which settings. No figures. */
import { adapterName } from '../adapter-name';
import { environmentOf } from '../between-runs';
import { ofLargest } from '../headline';
import { oneLine } from '../outside-text';
import { showSeconds } from '../quantity';
import { parseReceipt } from '../receipt/link';
import type { Receipt } from '../receipt/receipt';
import type { Result } from '../schema';
import { ownTextsOf } from '../../options/settings';
import { RUN_OPTIONS } from '../../options/run-options';
import { failedWhen } from '../parts/failure';

interface Fact {
  readonly name: string;
  readonly value: string;
}

const UNTOLD = 'not told';
const told = (text: string): string => oneLine(text) || UNTOLD;

const SOFTWARE = 'software adapter, not a GPU';

/** `29 Nov 2026, 01:31`, with `:38` where seconds are wanted, in the time of wherever it is looked at. */
export const whenOf = ({ startedAt }: Pick<Result, 'startedAt'>, timeStyle: 'short' | 'medium' = 'short'): string =>
  new Date(startedAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle });

/** The GPU as the browser names it, marked where it is none. */
export const gpuOf = ({ adapter }: Result): string =>
  `${oneLine(adapterName(adapter))}${adapter.software ? ` (${SOFTWARE})` : ''}`;

/** When, on what and by what: in this order wherever two runs stand beside each other. */
export function identityOf(result: Result): readonly Fact[] {
  const { adapter, environment, engine, machine } = result;
  return [
    { name: 'Measured', value: whenOf(result, 'medium') },
    { name: 'Machine', value: told(machine ?? '') },
    { name: 'GPU', value: gpuOf(result) },
    { name: 'Browser', value: oneLine(environmentOf(result)) },
    { name: 'Driver', value: told(adapter.description) },
    { name: 'System', value: told(environment.operatingSystem) },
    { name: 'Tokamark', value: oneLine(`${engine.version}, ${engine.commit.slice(0, 8)}`) },
    { name: 'Kernels', value: oneLine(engine.shaderHash.slice(0, 8)) },
  ];
}

/** How it was measured. What a receipt says is only known where there is one that this version reads. */
export function settingsOf(result: Result): readonly Fact[] {
  const { suite, plan, adapter, environment, status } = result;
  const receipt = receiptOf(result);
  const [largest] = ofLargest(result.results);
  return [
    { name: 'Profile', value: oneLine(suite.profile) },
    { name: 'Ended', value: status === 'complete' ? 'complete' : oneLine(`${status} ${failedWhen(result)}`) },
    { name: 'Model', value: told(largest?.model.name ?? '') },
    { name: 'Formats', value: listOf(result.results.map(({ format }) => format.toUpperCase())) },
    { name: 'Tests', value: listOf(ofLargest(result.results).map(({ test }) => test)) },
    { name: 'Shrunk to fit the time', value: plan.shrunk.map(oneLine).join('; ') || 'no' },
    { name: 'Time budget', value: plan.budgetSeconds === null ? 'none' : showSeconds(plan.budgetSeconds) },
    ...(receipt === null ? [] : optionsOf(receipt)),
    { name: 'Power preference', value: adapter.powerPreference },
    { name: 'f16 in shaders', value: yesNo(adapter.shaderF16) },
    { name: '8-bit dot product', value: yesNo(adapter.packedDot) },
    { name: 'Subgroups', value: subgroupsOf(result) },
    { name: 'Cross-origin isolated', value: yesNo(environment.crossOriginIsolated) },
    { name: 'Clock', value: `steps of ${showSeconds(environment.clockResolutionSeconds)}` },
  ];
}

const yesNo = (is: boolean): string => (is ? 'yes' : 'no');
const listOf = (all: readonly string[]): string => [...new Set(all)].map(oneLine).join(', ') || 'none';

function subgroupsOf({ adapter: { subgroups } }: Result): string {
  if (subgroups === null) return 'no';
  const { minSize, maxSize } = subgroups;
  return minSize === maxSize ? String(minSize) : `${minSize} to ${maxSize}`;
}

function receiptOf({ receipt }: Result): Receipt | null {
  try {
    return receipt === null ? null : parseReceipt(receipt.text);
  } catch {
    return null;
  }
}

function optionsOf(receipt: Receipt): readonly Fact[] {
  const texts: ReadonlyMap<string, string> = new Map(Object.entries(ownTextsOf(receipt)));
  const own = RUN_OPTIONS.flatMap(({ name, control }): Fact[] => {
    const value = texts.get(name);
    return value === undefined ? [] : [{ name: control.label, value: oneLine(value) }];
  });
  const { tuned, fidelity, sustained } = receipt;
  return [
    ...own,
    { name: 'Tuned for the device', value: yesNo(tuned) },
    { name: 'Windows of fidelity', value: String(fidelity?.windows ?? 0) },
    { name: 'Sustained decode', value: sustained === null ? 'no' : `${sustained.format}, ${sustained.seconds} s` },
  ];
}

export interface FactOfTwo {
  readonly name: string;
  readonly a: string;
  readonly b: string;
  readonly differs: boolean;
}

/** Fact by fact, in the order of the first; what only one of them has is `not told` of the other. */
export function factsOfTwo(a: readonly Fact[], b: readonly Fact[]): readonly FactOfTwo[] {
  const valueIn = (all: readonly Fact[], of: string): string => all.find(({ name }) => name === of)?.value ?? UNTOLD;
  const names = [...new Set([...a, ...b].map(({ name }) => name))];
  return names.map((name) => {
    const [ofA, ofB] = [valueIn(a, name), valueIn(b, name)];
    return { name, a: ofA, b: ofB, differs: ofA !== ofB };
  });
}
