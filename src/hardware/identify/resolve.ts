/**
 * Which GPU is this? From what a browser says (WebGL's renderer string, WebGPU's vendor and architecture) to the catalogue's devices, in
 * a fixed order: software or masked, PCI id, the driver's chip, name, vendor and architecture, class. Where it is not sure it says so: a
 * wrong name would be worse than a question.
 */
import type { Catalogue, Preset } from '../catalogue';
import { KIND_NAMES, type DeviceKind } from '../device-kinds';
import { namedRows, rowsWithId, type Found } from './candidates';
import { readName, type ReadName } from './device-name';
import { chipOf, classesOf, familyOf } from './families';
import { withImplied } from './implied';
import { hasArchitecture, ofArchitecture, shortList } from './short-list';
import { isSoftware } from './unwrap';
import { vendorOf, type Vendor } from './vendor';

export const IDENTITY_STATUSES = ['known', 'ambiguous', 'masked', 'software', 'unknown'] as const;
export type IdentityStatus = (typeof IDENTITY_STATUSES)[number];

export interface Clues {
  /** WebGL's UNMASKED_RENDERER_WEBGL, or the name that Dawn gives; empty where there is none. */
  readonly renderer: string;
  /** Of GPUAdapterInfo; empty where the browser hides them. */
  readonly vendor: string;
  readonly architecture: string;
}

export interface Identity {
  readonly status: IdentityStatus;
  /** One where `known`; several, the likelier first, where `ambiguous`; what remains possible where `masked`. */
  readonly candidates: readonly Preset[];
  /** What kind of device it is at least; null where not even that can be told. */
  readonly class: DeviceKind | null;
  /** All that it may be, where several; empty: anything. */
  readonly classes: readonly DeviceKind[];
  readonly maker: Vendor | null;
  /** The candidates are only relatives of what was named: it may draw more or less than all of them. */
  readonly near: boolean;
  /** Why it is so, and what the person can do; one or two sentences. */
  readonly reason: string;
  /** A laptop's power limit is set by its maker: the same name may draw 35 or 115 W. */
  readonly askPowerLimit: boolean;
}

export function identify(clues: Clues, catalogue: Catalogue): Identity {
  const vendor = vendorOf(clues.vendor);
  const read = withImplied(madeBy(readName(clues.renderer), vendor), catalogue.families);
  const webgpu = `${clues.vendor} ${clues.architecture}`;
  if (read.software || isSoftware(webgpu)) return SOFTWARE_IDENTITY;
  const listed = shortList(clues, catalogue.presets);
  if (read.virtual) {
    return identity('masked', { classes: [], why: 'A virtual adapter stands for a GPU that it does not name.' });
  }
  if (read.masked) {
    const candidates = listed.length > 0 ? listed : hiddenBehind(clues.renderer, catalogue.presets);
    return identity('masked', {
      candidates,
      classes: [],
      why: 'The browser gives one name for a whole range of GPUs.',
    });
  }
  const found = candidatesOf(read, catalogue);
  const [first] = found.rows;
  if (contradicts(read, first, clues)) {
    return identity('ambiguous', {
      candidates: [...new Set([...listed, ...found.rows])],
      classes: [],
      why: `WebGL names ${read.said}, but WebGPU runs on a GPU of ${webgpu.trim()}: this machine may have two.`,
    });
  }
  if (first !== undefined) {
    const status = found.sure ? 'known' : 'ambiguous';
    return identity(status, { candidates: found.rows, classes: found.classes, near: found.near, why: found.why });
  }
  if (listed.length > 0 && found.classes.length === 0 && read.said === '') {
    const why = 'Only vendor and architecture are known; these devices have them.';
    const classes = ofArchitecture(clues, catalogue.families);
    // Where its kinds are not known, an architecture has more devices than the catalogue, such as workstation cards.
    return identity('ambiguous', { candidates: listed, classes, near: classes.length === 0, maker: vendor, why });
  }
  return identity('unknown', {
    maker: read.vendor ?? vendor,
    classes: found.classes.length > 0 ? found.classes : ofArchitecture(clues, catalogue.families),
    why:
      read.said === '' && vendor === null
        ? 'The browser does not say which GPU this is.'
        : `No device of the catalogue is called "${read.said === '' ? webgpu.trim() : read.said}"${kindText(found.classes)}.`,
  });
}

const kindText = (classes: readonly DeviceKind[]): string =>
  classes.length === 0 ? '' : `; by its name: ${classes.map((kind) => KIND_NAMES[kind]).join(' or ')}`;

/** A bare id, or a name without its maker, is the maker's that WebGPU names. */
function madeBy(read: ReadName, vendor: Vendor | null): ReadName {
  if (read.vendor !== null || vendor === null) return read;
  return { ...read, vendor, names: read.names.map((name) => ({ ...name, vendor })) };
}

interface Candidates extends Found {
  readonly classes: readonly DeviceKind[];
}

/** By PCI id, by the driver's name of the chip, by name; none of them where nothing fits. */
function candidatesOf(read: ReadName, catalogue: Catalogue): Candidates {
  const { families, presets } = catalogue;
  const chip = chipOf(read, read.vendor, families);
  const isBrand = read.names.every(({ core }) =>
    [...core].every((word) => !/\d/.test(word) || chip?.codes.includes(word)),
  );
  const byChip = isBrand ? chip : null;
  const hasFamily = read.names.some((name) => familyOf(name, families)?.bare === false);
  const ofNames = read.names.flatMap((name) => classesOf(name, families));
  const classes = [...new Set(byChip === null || hasFamily ? ofNames : byChip.classes)];
  const byId = rowsWithId(read, catalogue);
  if (byId !== null) {
    // A line of lspci lists parts that share the id, laptops' among them, whose rows have none.
    const listed = read.names.length > 1 ? namedRows(read, catalogue).rows : [];
    const rows = [...new Set([...byId.rows, ...listed])];
    return { ...byId, rows, classes: byId.sure ? rows.map((one) => one.class) : classes };
  }
  const rows = presets.filter(({ id }) => byChip?.presets.includes(id) === true);
  if (rows.length > 0) {
    const why = `“${[read.said, ...read.asides].join(' ').trim()}” names a chip that is in several devices.`;
    return { rows, sure: false, near: false, why, classes };
  }
  const hidden = read.names.every(({ core }) => core.size === 0) ? hiddenBehind(read.said, presets) : [];
  if (hidden.length > 0) {
    return { rows: hidden, sure: false, near: false, why: `“${read.said}” is the name of many devices.`, classes };
  }
  const named = namedRows(read, catalogue);
  // Another class than the driver's chip has: a brand that boards and processors share.
  const likely = named.rows.filter((row) => byChip === null || classes.includes(row.class));
  const [one] = likely;
  const others = one === undefined || !named.sure ? [] : contradictedById(read, one, presets);
  if (others.length === 0) return { ...named, rows: likely, classes };
  const why = `The name says ${read.said}, the PCI id another device.`;
  return { rows: [...likely, ...others], sure: false, near: false, why, classes: [] };
}

/** Devices whose PCI id the string has, while the one that it names is listed with others. */
function contradictedById({ pciId, vendor }: ReadName, named: Preset, presets: readonly Preset[]): Preset[] {
  const has = ({ pciIds }: Preset) => pciIds.some((id) => id.toLowerCase() === pciId);
  if (named.pciIds.length === 0 || has(named)) return [];
  return presets.filter((one) => one.vendor === vendor && has(one));
}

/** A row about a name that hides the chip says so in its expression: `Apple GPU`, `Apple M1, or similar`. It stands for many devices. */
export const isMask = ({ match }: Preset): boolean => match?.includes('or similar') === true;

const hiddenBehind = (renderer: string, presets: readonly Preset[]): Preset[] =>
  presets.filter((one) => isMask(one) && new RegExp(one.match ?? '', 'i').test(renderer.trim()));

function contradicts({ vendor: named }: ReadName, first: Preset | undefined, { vendor, architecture }: Clues): boolean {
  const computes = vendorOf(vendor);
  if (first === undefined) return named !== null && computes !== null && named !== computes;
  if (vendor !== '' && computes !== first.vendor) return true;
  return architecture !== '' && first.webgpuArchitecture !== null && !hasArchitecture(first, architecture);
}

/** What a software adapter is, whatever it is called. */
export const SOFTWARE_IDENTITY: Identity = {
  status: 'software',
  candidates: [],
  class: null,
  classes: [],
  maker: null,
  near: false,
  reason: 'A CPU does the work: there is no GPU whose power could be estimated.',
  askPowerLimit: false,
};

interface Parts {
  readonly candidates?: readonly Preset[];
  /** What the name alone says; empty: anything. */
  readonly classes: readonly DeviceKind[];
  readonly near?: boolean;
  readonly maker?: Vendor | null;
  readonly why: string;
}

function identity(
  status: IdentityStatus,
  { candidates = [], classes, near = false, maker = null, why }: Parts,
): Identity {
  const [only] = classes;
  const laptop = candidates.some((one) => one.class === 'laptop');
  const advice = [
    ...(status === 'known' ? [] : ['Choose your GPU by hand for a better estimate.']),
    ...(laptop ? ["A laptop's power limit (TGP) is its maker's choice: give it in watts if you know it."] : []),
  ];
  return {
    ...{ status, candidates, classes, near, maker },
    class: classes.length === 1 && only !== undefined ? only : null,
    reason: [why, ...advice].join(' '),
    askPowerLimit: laptop || classes.includes('laptop'),
  };
}
