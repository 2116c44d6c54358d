/**
 * Which kind of machine a name belongs to, from families that have a source (data/families.json). What no family has is unknown: no class
 * is a default.
 */
import { z } from 'zod';
import { DEVICE_KINDS, VENDORS } from '../device-kinds';
import type { DeviceKind } from '../device-kinds';
import type { DeviceName } from './device-name';
import type { Vendor } from './vendor';

const kinds = z.array(z.enum(DEVICE_KINDS));
const vendor = z.enum(VENDORS);
const source = z.string().min(1);

const familySchema = z.strictObject({
  id: z.string(),
  vendor: vendor.nullable(),
  pattern: z.string(),
  classes: kinds,
  /** A brand alone: it says nothing without its maker, and the driver's name of the chip says more. */
  bare: z.boolean().default(false),
  source,
  note: z.string(),
});

const positive = z.number().positive();
const kindSchema = z.strictObject({
  boardPowerW: positive.nullable(),
  powerRangeW: z.tuple([positive, positive]),
  source,
});

export const familiesSchema = z
  .strictObject({
    meta: z.looseObject({ compiled: z.iso.date() }),
    sources: z.record(z.string(), z.string().min(1)),
    families: z.array(familySchema),
    /** What a driver calls the chip, for names that are a brand alone. */
    chips: z.array(
      z.strictObject({ vendor, codes: z.array(z.string()), classes: kinds, presets: z.array(z.string()), source }),
    ),
    /** Of WebGPU, whose every device is of one of these classes. */
    architectures: z.array(z.strictObject({ vendor, architectures: z.array(z.string()), classes: kinds, source })),
    /** PCI ids of more parts than the catalogue has: without a number in the name they are not sure. */
    sharedIds: z.array(z.strictObject({ vendor, ids: z.array(z.string()), source })),
    /** Rows whose name other chips carry: sure by their PCI id alone. */
    sharedNames: z.array(z.strictObject({ preset: z.string(), source, note: z.string() })),
    /** Words that a PCI id, or a name as it stands, says beyond the name: which form, memory or bus of the chip it is. */
    implied: z.array(
      z.strictObject({
        vendor,
        ids: z.array(z.string()).default([]),
        pattern: z.string().nullable().default(null),
        words: z.string().min(1),
        source,
        note: z.string(),
      }),
    ),
    /** Rows that stand for several numbers, by their expression. */
    numberedRows: z.array(z.strictObject({ preset: z.string(), source })),
    /** Numbers that were sold with several buses, and other limits with each: a name without its bus is not sure. */
    severalBuses: z.array(z.strictObject({ number: z.string(), source })),
    /** Watts of a kind of device, from the least to the most that one is published with. */
    kinds: z.partialRecord(z.enum(DEVICE_KINDS), kindSchema),
  })
  .refine(
    ({ sources, families, chips, architectures, sharedIds, sharedNames, implied, numberedRows, severalBuses }) =>
      [families, chips, architectures, sharedIds, sharedNames, implied, numberedRows, severalBuses]
        .flat()
        .every((one) => one.source in sources),
    'a family names a source that is not listed',
  );

export type Families = z.infer<typeof familiesSchema>;
export type Family = z.infer<typeof familySchema>;
export type Chip = Families['chips'][number];

const compiled = new Map<string, RegExp>();

export function expression(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? new RegExp(pattern);
  compiled.set(pattern, known);
  return known;
}

/** The first that fits; of a name without a vendor only where one vendor's alone does. */
export function familyOf({ vendor: of, plain }: DeviceName, { families }: Families): Family | null {
  const bare = plain.replace(/ \d{1,3} ?gi?b\b/g, '');
  const fitting = families.filter(({ pattern, bare: brand }) => {
    if (brand && of === null) return false;
    return expression(pattern).test(plain) || (bare !== plain && expression(pattern).test(bare));
  });
  if (of !== null) return fitting.find((one) => one.vendor === of) ?? null;
  const [first] = fitting;
  return first === undefined || fitting.some((one) => one.vendor !== first.vendor) ? null : first;
}

/** What the name may be; empty: anything. */
export function classesOf(name: DeviceName, families: Families): readonly DeviceKind[] {
  const family = familyOf(name, families);
  if (name.inProcessor) return ['integrated'];
  if (family === null) return name.laptop && (name.vendor === 'nvidia' || name.vendor === 'amd') ? ['laptop'] : [];
  const board = family.classes.some((one) => one === 'desktop' || one === 'workstation' || one === 'laptop');
  return name.laptop && (board || family.classes.length === 0) ? ['laptop'] : family.classes;
}

/** By what stands beside the name, or is all of it: `RADV RENOIR`, `AMD RENOIR`, `Strix Halo`. */
export function chipOf(
  { asides, names }: { readonly asides: readonly string[]; readonly names: readonly DeviceName[] },
  of: Vendor | null,
  { chips }: Families,
): Chip | null {
  const beside = asides
    .join(' ')
    .toLowerCase()
    .replace(/\b(navi|polaris|raven|krackan|phoenix|vega|mi) (?=\d)/g, '$1')
    .replace(/\b(strix|hawk|ats)[- ](?=halo|point|m\b)/g, '$1_');
  const words = [...beside.split(/[^a-z0-9_]+/), ...names.flatMap(({ core }) => [...core])];
  return (
    chips.find((chip) => (of === null || chip.vendor === of) && words.some((word) => chip.codes.includes(word))) ?? null
  );
}
