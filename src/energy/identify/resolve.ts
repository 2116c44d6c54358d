/**
 * Which GPU is this? From what a browser says (WebGL's renderer string, WebGPU's vendor and architecture) to the catalogue's
 * devices, in a fixed order: software or masked, PCI id, name, vendor and architecture, class. Where it is not sure it says so:
 * a wrong name would be worse than a question. Not the choice that a person makes by hand.
 */
import type { Catalogue, DeviceClass, Preset } from '../catalogue';
import { classOf } from './class-of';
import { isSoftware, readRenderer, vendorOf, type Renderer, type Vendor } from './renderer';
import { knownByPciId, nothing, sameDevice, siblings, tokensOf } from './tokens';

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
  readonly class: DeviceClass | null;
  /** Why it is so, and what the person can do; one or two sentences. */
  readonly reason: string;
  /** A laptop's power limit is set by its maker: the same name may draw 35 or 115 W. */
  readonly askPowerLimit: boolean;
}

export function identify(clues: Clues, { presets }: Catalogue): Identity {
  const renderer = readRenderer(clues.renderer);
  const webgpu = `${clues.vendor} ${clues.architecture}`;
  if (renderer.software || isSoftware(webgpu)) {
    return SOFTWARE_IDENTITY;
  }
  const listed = shortList(clues, presets);
  if (renderer.masked) {
    // The one row of the catalogue that is about a masked name says so in its expression.
    const bucket = presets.filter(
      ({ match }) => match?.includes('or similar') === true && matches(match, clues.renderer),
    );
    return identity('masked', listed.length > 0 ? listed : bucket, renderer, [
      'The browser gives one name for a whole range of GPUs.',
    ]);
  }
  const found = byName(renderer, presets);
  const [first] = found.candidates;
  if (first !== undefined && contradicts(first, clues)) {
    return identity('ambiguous', distinct([...listed, ...found.candidates]), renderer, [
      `WebGL names ${renderer.name}, but WebGPU runs on a GPU of ${webgpu.trim()}: this machine may have two.`,
    ]);
  }
  if (first !== undefined)
    return identity(found.sure ? 'known' : 'ambiguous', found.candidates, renderer, [found.reason]);
  if (listed.length > 0) {
    return identity('ambiguous', listed, renderer, [
      'Only vendor and architecture are known; these devices have them.',
    ]);
  }
  return identity('unknown', [], { ...renderer, vendor: renderer.vendor ?? vendorOf(clues.vendor) }, [
    renderer.name === ''
      ? 'The browser does not say which GPU this is.'
      : `No device of the catalogue is called "${renderer.name}".`,
  ]);
}

interface Found {
  readonly candidates: readonly Preset[];
  readonly sure: boolean;
  readonly reason: string;
}

function byName(renderer: Renderer, presets: readonly Preset[]): Found {
  const ofVendor = presets.filter(({ vendor }) => vendor === renderer.vendor);
  const name = tokensOf(renderer.name);
  const withId = ofVendor.filter(({ pciIds }) => pciIds.some((id) => id.toLowerCase() === renderer.pciId));
  // A name without a number (`AMD Radeon(TM) Graphics`) leaves the choice to the id; one with a number must agree with it.
  const agreeing = name.numbered
    ? withId.filter((preset) => sameDevice(name, presetTokens(preset), knownByPciId))
    : withId;
  if (agreeing.length > 0) return found(agreeing, 'by its PCI id');
  // Of a brand alone (`Apple GPU`) nothing is left to compare; the expression decides, and it is never sure.
  const same = (one: Preset) => name.tokens.size === 0 || sameDevice(name, presetTokens(one), nothing);
  const exact = ofVendor.filter((one) => matches(one.match, renderer.name) && same(one));
  if (exact.length > 0) {
    const twins = exact.flatMap((one) => [one, ...laptopTwin(one, ofVendor)]);
    // A brand alone (`Intel(R) UHD Graphics`) was given to many chips.
    const family = { candidates: exact, sure: false, reason: `“${renderer.name}” is the name of many devices.` };
    return name.numbered ? found(twins, 'by its name') : family;
  }
  const near = ofVendor.filter((one) => siblings(name, presetTokens(one)));
  return { candidates: near, sure: false, reason: `The catalogue has no ${renderer.name}, only its siblings.` };
}

function found(candidates: readonly Preset[], how: string): Found {
  const sure = candidates.length === 1;
  return { candidates, sure, reason: sure ? `Known ${how}.` : `Several devices answer to this ${how.slice(7)}.` };
}

const presetTokens = ({ name }: Preset) => tokensOf(name);

function matches(expression: string | null, name: string): boolean {
  return expression !== null && new RegExp(expression, 'i').test(name);
}

/** GTX 16 and RTX 20 laptops carry the desktop board's name: without a PCI id that is listed, either may be meant. */
function laptopTwin({ id, webgpuArchitecture }: Preset, presets: readonly Preset[]): Preset[] {
  return webgpuArchitecture === 'turing' ? presets.filter((one) => one.id === `${id}-laptop`) : [];
}

function shortList({ vendor, architecture }: Clues, presets: readonly Preset[]): Preset[] {
  const known = vendorOf(vendor);
  return presets.filter((one) => known !== null && one.vendor === known && hasArchitecture(one, architecture));
}

/** Some rows name two, one a browser: `metal-3 (Chromium) / apple (Safari)`. */
function hasArchitecture({ webgpuArchitecture }: Preset, architecture: string): boolean {
  const names = (webgpuArchitecture ?? '').split('/').map((name) => plain(name.replace(/\(.*\)/, '')));
  return architecture !== '' && names.includes(plain(architecture));
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

function contradicts(preset: Preset, { vendor, architecture }: Clues): boolean {
  const known: Vendor | null = vendorOf(vendor);
  if (vendor !== '' && known !== preset.vendor) return true;
  return architecture !== '' && preset.webgpuArchitecture !== null && !hasArchitecture(preset, architecture);
}

const distinct = (presets: readonly Preset[]): Preset[] => [...new Set(presets)];

/** What a software adapter is, whatever it is called. */
export const SOFTWARE_IDENTITY: Identity = {
  status: 'software',
  candidates: [],
  class: null,
  reason: 'A CPU does the work: there is no GPU whose power could be estimated.',
  askPowerLimit: false,
};

function identity(
  status: IdentityStatus,
  candidates: readonly Preset[],
  renderer: Renderer,
  why: readonly string[],
): Identity {
  const classes = new Set(candidates.map((one) => one.class));
  const [only] = classes;
  const laptop = candidates.some((one) => one.class === 'laptop');
  const advice = [
    ...(status === 'known' ? [] : ['Choose your GPU by hand for a better estimate.']),
    ...(laptop ? ["A laptop's power limit (TGP) is its maker's choice: give it in watts if you know it."] : []),
  ];
  return {
    status,
    candidates,
    class: classes.size === 1 && only !== undefined ? only : classOf(renderer),
    reason: [...why, ...advice].join(' '),
    askPowerLimit: laptop,
  };
}
