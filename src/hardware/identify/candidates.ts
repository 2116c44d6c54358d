/** Rows of the catalogue that a name, or a PCI id, may mean; and whether it can be but one. */
import type { Catalogue, Preset } from '../catalogue';
import { parseName, type DeviceName, type ReadName } from './device-name';
import { classesOf, familyOf } from './families';
import { fits, isWithin, match, numbersOf } from './match';

export interface Found {
  readonly rows: readonly Preset[];
  readonly sure: boolean;
  /** Relatives only. */
  readonly near: boolean;
  readonly why: string;
}

interface Row {
  readonly preset: Preset;
  readonly name: DeviceName;
  readonly family: string | null;
}

const parsed = new WeakMap<Catalogue, readonly Row[]>();

/** Each row's name, read once. */
export function rowsOf(catalogue: Catalogue): readonly Row[] {
  const known =
    parsed.get(catalogue) ??
    catalogue.presets.map((preset) => {
      const name: DeviceName = { ...parseName(preset.name), vendor: preset.vendor };
      return { preset, name, family: familyOf(name, catalogue.families)?.id ?? null };
    });
  parsed.set(catalogue, known);
  return known;
}

/** Null where no row has the id, or none that has it agrees with the name. */
export function rowsWithId(read: ReadName, catalogue: Catalogue): Found | null {
  const { pciId, names } = read;
  const withId = rowsOf(catalogue).filter(
    ({ preset }) => preset.vendor === read.vendor && preset.pciIds.some((id) => id.toLowerCase() === pciId),
  );
  if (withId.length === 0) return null;
  // A name without a number (`AMD Radeon(TM) Graphics`) leaves the choice to the id; one with a number must agree with it.
  const numbered = names.filter((name) => name.numbered);
  const judged = withId.map((row) => ({
    row,
    how: numbered.length === 0 ? 'same' : best(numbered.map((name) => byIdAndName(name, row, catalogue))),
  }));
  const agreeing = judged.filter(({ how }) => how !== 'other');
  if (agreeing.length === 0) return null;
  const rows = agreeing.map(({ row }) => row.preset);
  const shared =
    numbered.length === 0 && catalogue.families.sharedIds.some(({ ids }) => pciId !== null && ids.includes(pciId));
  const sure = rows.length === 1 && names.length === 1 && !shared && agreeing.every(({ how }) => how === 'same');
  const why = sure
    ? 'Known by its PCI id.'
    : rows.length > 1 || shared || names.length > 1
      ? 'Several devices answer to this PCI id.'
      : `The PCI id is that of a ${rows[0]?.name ?? ''}, but the name says another memory or variant.`;
  return { rows, sure, near: !sure && rows.length === 1, why };
}

/** A laptop's chip without the suffix is told by its id: the name need not say it. */
function byIdAndName(name: DeviceName, { name: row, preset }: Row, catalogue: Catalogue) {
  const how = match({ ...name, laptop: name.laptop || row.laptop, variant: false }, row, preset, busesOf(catalogue));
  const memoryUntold = how === 'variant' && name.memoryGB === null;
  return memoryUntold ? 'same' : how;
}

const best = (all: readonly ('same' | 'variant' | 'other')[]) =>
  all.includes('same') ? 'same' : all.includes('variant') ? 'variant' : 'other';

const busesOf = ({ families }: Catalogue): ReadonlySet<string> =>
  new Set(families.severalBuses.map(({ number }) => number));

export function namedRows(read: ReadName, catalogue: Catalogue): Found {
  const rows = rowsOf(catalogue).filter(({ preset }) => read.vendor === null || preset.vendor === read.vendor);
  const found = read.names.map((name) => ofOneName(name, rows, catalogue));
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  const all = [...new Set(found.flatMap((one) => one.rows))];
  return { rows: all, sure: false, near: false, why: `“${read.said}” is the name of several devices.` };
}

function ofOneName(name: DeviceName, rows: readonly Row[], catalogue: Catalogue): Found {
  const said = name.plain;
  const judged = rows.map((row) => ({ row, how: match(name, row.name, row.preset, busesOf(catalogue)) }));
  const same = judged.filter(({ how }) => how === 'same').map(({ row }) => row);
  const twins = same.flatMap((row) => [row.preset, ...laptopTwin(row, name, rows, catalogue)]);
  const [one] = same;
  if (one !== undefined && name.numbered) {
    const family = familyOf(name, catalogue.families);
    // A board's name that laptops carry too, or a name without its maker, is not sure by itself.
    const others = catalogue.families.sharedNames.some(({ preset }) => preset === one.preset.id);
    const shared = others || classesOf(name, catalogue.families).length > 1;
    const sure = twins.length === 1 && !shared && (family !== null || name.vendor !== null);
    if (sure) return { rows: twins, sure, near: false, why: 'Known by its name.' };
    const why =
      twins.length > 1
        ? 'Several devices answer to this name.'
        : 'Boards and laptops, or several chips, answer to this name.';
    return { rows: twins, sure, near: twins.length === 1, why };
  }
  if (!name.numbered) {
    const brand = ofBrand(name, rows, catalogue);
    return { rows: brand, sure: false, near: false, why: `“${said}” is the name of many devices.` };
  }
  const variants = judged.filter(({ how }) => how === 'variant').map(({ row }) => row.preset);
  if (variants.length > 0) {
    const why = 'The catalogue has it, but with another memory or bus, or the name does not say which.';
    return { rows: variants, sure: false, near: true, why };
  }
  const families = rows.filter(
    ({ preset, name: row }) => ofNumbers(name, preset, catalogue) && row.laptop === name.laptop,
  );
  if (families.length > 0) {
    const sure = families.length === 1 && classesOf(name, catalogue.families).length === 1;
    const presets = families.map(({ preset }) => preset);
    return { rows: presets, sure, near: !sure, why: sure ? 'Known by its name.' : 'Phones and laptops have it.' };
  }
  const near = siblings(name, rows, catalogue);
  return { rows: near, sure: false, near: true, why: `The catalogue has no ${said}, only its siblings.` };
}

/** GTX 16 and RTX 20 laptops carry the desktop board's name: without a PCI id that is listed, either may be meant. */
function laptopTwin({ preset }: Row, name: DeviceName, rows: readonly Row[], catalogue: Catalogue): Preset[] {
  if (!classesOf(name, catalogue.families).includes('laptop')) return [];
  return rows.filter((row) => row.preset.id === `${preset.id}-laptop`).map((row) => row.preset);
}

/** Of a brand (`Intel(R) UHD Graphics`), all rows of the family whose name holds its words; that with no other first. */
function ofBrand({ core, plain, vendor }: DeviceName, rows: readonly Row[], catalogue: Catalogue): Preset[] {
  if (core.size === 0) return [];
  const family = familyOf({ ...parseName(plain), vendor }, catalogue.families);
  if (family === null) return [];
  return rows
    .filter((row) => row.family === family.id && isWithin(core, row.name.core) && !numberLeft(row.name, core))
    .toSorted((a, b) => a.name.core.size - b.name.core.size)
    .map(({ preset }) => preset);
}

/** A driver that knows an HD Graphics 620 says its number: the bare brand is another. */
const numberLeft = ({ core }: DeviceName, said: ReadonlySet<string>): boolean =>
  [...core].some((word) => !said.has(word) && /^\d{3}$/.test(word));

/** A row of a family (`Adreno 6xx`) stands for each number that its expression has. */
function ofNumbers({ plain }: DeviceName, { id, match: pattern }: Preset, { families }: Catalogue): boolean {
  const many = families.numberedRows.some(({ preset }) => preset === id);
  return many && pattern !== null && new RegExp(pattern, 'i').test(plain);
}

/** Rows of the same family and class that share the number, of which one may be meant. */
function siblings(name: DeviceName, rows: readonly Row[], catalogue: Catalogue): Preset[] {
  const numbers = numbersOf(name);
  const family = familyOf(name, catalogue.families);
  const classes = classesOf(name, catalogue.families);
  return rows
    .filter(({ name: row, preset }) => {
      const related = numbers.some((number) => row.core.has(number)) && fits(name, row);
      const likely =
        family === null
          ? sameLine(name, row)
          : rowFamily(row, catalogue) === family.id || isWithin(row.core, name.core);
      return related && likely && (classes.length === 0 || classes.some((one) => one === preset.class));
    })
    .map(({ preset }) => preset);
}

const rowFamily = (name: DeviceName, catalogue: Catalogue): string | null =>
  familyOf({ ...name, laptop: false }, catalogue.families)?.id ?? null;

/** Words before the number, such as rtx, rx or arc: where both have some, one is shared. */
function sameLine(name: DeviceName, row: DeviceName): boolean {
  const letters = (of: DeviceName) => [...of.core].filter((word) => !/\d/.test(word));
  const [left, right] = [letters(name), letters(row)];
  return left.length === 0 || left.some((word) => right.includes(word));
}
