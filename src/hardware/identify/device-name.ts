/**
 * A device's name as its parts: one grammar for renderer strings, WebGPU's adapter info, lspci's lines and what a person types.
 * `NVIDIA GeForce RTX 3050 6GB Laptop GPU` is vendor nvidia, plain `geforce rtx 3050 6gb`, core {rtx, 3050}, memory 6, laptop.
 * Knows no device and no class (see families.ts, resolve.ts).
 */
import { unwrap, type Unwrapped } from './unwrap';
import { vendorOf, VENDOR_WORDS, type Vendor } from './vendor';

export type Bus = 'pcie' | 'sxm' | 'nvl';

export interface DeviceName {
  readonly vendor: Vendor | null;
  /** Lower case, single spaces, without vendor, marks, bus and the word laptop: what the families' patterns read. */
  readonly plain: string;
  /** The words that tell it from its siblings. */
  readonly core: ReadonlySet<string>;
  /** A core word with a digit: the model's number. Without one, a name says a brand or a family. */
  readonly numbered: boolean;
  readonly memoryGB: number | null;
  readonly bus: Bus | null;
  /** Laptop GPU, Mobile, Max-Q, Notebook. */
  readonly laptop: boolean;
  /** Says that it is a variant: made for one maker, or with another kind of memory. */
  readonly variant: boolean;
  /** A processor's name stood before: the GPU is inside it. */
  readonly inProcessor: boolean;
}

export interface ReadName extends Omit<Unwrapped, 'name' | 'vendor'> {
  readonly vendor: Vendor | null;
  /** As a person reads it. */
  readonly said: string;
  /** Several where the driver lists all that share a chip: `RX 6700/6700 XT/6750 XT`; at least one. */
  readonly names: readonly DeviceName[];
}

/** Words that tell no device from another. */
const NOISE = new Set(
  (
    'geforce radeon mali graphics gpu mesa adapter snapdragon for design with card video series family edition founders ' +
    'generation instinct tesla tm r c lhr hash rate lite low profile oam hbm2 hbm2e hbm3 hbm3e dgx hgx spark ac g7 ghz mhz per the nvk radv ' +
    'nvidia amd ati intel apple qualcomm arm samsung device controller processor integrated'
  ).split(' '),
);

const LAPTOP = /\b(?:laptop(?: gpu)?|notebook|mobile|(?:with )?max-?q(?: design)?(?! workstation))\b/g;
const MEMORY = /\b(\d{1,3}) ?(?:gb|gib)\b|\b(\d{2,3})g\b/;
const VARIANT = /\b(?:oem|gddr\d\w?|ddr\d)\b/g;
const BUSES: readonly (readonly [Bus, RegExp])[] = [
  ['sxm', /\bsxm\d?\b/g],
  ['nvl', /\bnvl\d*\b/g],
  ['pcie', /\bpci-?e\b|\bpci express\b/g],
];
const PROCESSOR = /\b(?:ryzen|athlon|sempron|fx-\d|a\d{1,2}-\d{4}|[ae]\d-\d{4})\b/i;

export function readName(raw: string): ReadName {
  const { name, vendor, ...rest } = unwrap(raw);
  const inProcessor = PROCESSOR.test(raw);
  const memory = rest.asides.find((aside) => /^\d{1,3} ?gi?b$/i.test(aside)) ?? '';
  const names = alternatives(name).map((one) => parse(`${one} ${memory}`, vendor, inProcessor));
  return { ...rest, vendor, said: name, names };
}

/** A name without wrapping, such as a row's of the catalogue: what stands in parentheses is about it, and no part of it. */
export function parseName(name: string): DeviceName {
  const bare = name.replace(/\(.*?\)/g, ' ');
  return parse(bare, vendorOf(bare), false);
}

function parse(name: string, vendor: Vendor | null, inProcessor: boolean): DeviceName {
  let text = spread(name.toLowerCase());
  const laptop = takes(LAPTOP);
  const variant = takes(VARIANT);
  const bus = BUSES.find(([, pattern]) => takes(pattern))?.[0] ?? null;
  const plain = text
    .replace(/[^a-z0-9+.]+/g, ' ')
    .replace(VENDOR_WORDS, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const memory = MEMORY.exec(plain);
  const core = new Set(
    plain
      .replace(MEMORY, ' ')
      .replace(/\b\d+ ?mi?b\b/g, ' ')
      // Shader cores of a Mali, and a driver's revision of it: the same chip.
      .replace(/\bm[cp]\d+\b|\br\d+p\d+\b/g, ' ')
      .split(' ')
      .filter((word) => word !== '' && !NOISE.has(word)),
  );
  return {
    ...{ vendor, plain, core, laptop, variant, bus, inProcessor },
    numbered: [...core].some((word) => /\d/.test(word)),
    memoryGB: memory === null ? null : Number(memory[1] ?? memory[2]),
  };

  function takes(pattern: RegExp): boolean {
    const without = text.replace(pattern, ' ');
    const found = without !== text;
    text = without;
    return found;
  }
}

/** Puts the spaces in that a person, or an id of the catalogue, leaves out: `RTX4070Ti` is `rtx 4070 ti`. */
export const spread = (text: string): string =>
  text
    .replace(/\((?:tm|r|c)\)/g, ' ')
    .replace(/\b(rtx|gtx|gts|gt|rx|hd|uhd|arc|geforce|radeon|adreno|xclipse|quadro|vega)[-_ ]?(?=\d)/g, '$1 ')
    .replace(/\b(arc|adreno|mali|immortalis|rtx|hd|titan)[-_ ]?(?=[abgtx]\d)/g, '$1 ')
    .replace(/\b(\d{3,4})[-_ ]?(ti|super|xtx|xt|gre|laptop|mobile)(?=\b|super|laptop)/g, '$1 $2 ')
    .replace(/\bti[-_ ]?super\b/g, 'ti super')
    // An M chip with more or fewer of them.
    .replace(/\b\d{1,2}[- ]core\b/g, ' ')
    .replace(/\b(m\d)[-_]?(pro|max|ultra)\b/g, '$1 $2')
    .replace(/\bfd(?=\d{3}\b)/g, 'adreno ');

/** Whether a word could be a model's number. */
const NUMBER = /^(?:[a-z]{0,2}\d{3,4}[a-z]{0,2}|\d{2,3}[mtv])$/i;

/**
 * `Radeon RX 6700/6700 XT/6800M`: each part with the words that stood before the first number. Parts without a number
 * (`Mobile / Max-Q 8GB/16GB`) are more words of the one before.
 */
function alternatives(name: string): readonly string[] {
  const [first = '', ...others] = name.split(/ ?\/ ?/);
  const words = first.split(' ');
  const at = words.findIndex((word) => NUMBER.test(word));
  const parts = [first];
  for (const other of others) {
    const start = other.split(' ').findIndex((word) => NUMBER.test(word));
    if (start > 0 && at < 0) {
      parts.push(other);
    } else if (start < 0 || at < 0) {
      // A second size of memory would contradict the first.
      if (!/\d\s?gi?b$/i.test(other)) parts.push(`${parts.pop() ?? ''} ${other}`);
    } else {
      parts.push(start === 0 ? `${words.slice(0, at).join(' ')} ${other}` : other);
    }
  }
  const laptop = others.some((other) => /^(?:mobile|max-q)\b/i.test(other));
  return parts.map((part) => (laptop && !/mobile|max-q/i.test(part) ? `${part} Mobile` : part));
}
