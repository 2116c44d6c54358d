/**
 * Takes off what browsers, APIs and drivers wrap around a GPU's name. Knows no device (see device-name.ts and resolve.ts).
 * The forms are those that ANGLE, Mesa (radeonsi, RADV, iris, zink, d3d12, dzn, virgl, freedreno, panfrost) and Dawn write, a driver's
 * own OpenGL and Vulkan strings, and lspci's lines.
 */
import { vendorOf, vendorOfPci, type Vendor } from './vendor';

export interface Unwrapped {
  /** The device's name without id, API and wrapping; spaces single. */
  readonly name: string;
  /** What stood in parentheses or before lspci's brackets: `RADV NAVI31`, `KBL GT2`, `AD107`. */
  readonly asides: readonly string[];
  /** PCI device id, `0x2820`; null where the string has none. */
  readonly pciId: string | null;
  readonly vendor: Vendor | null;
  /** A CPU does the work. */
  readonly software: boolean;
  /** A guest's adapter: the GPU behind it is the host's, or a part of one. */
  readonly virtual: boolean;
  /** The browser gives a stand-in for a whole bucket of devices. */
  readonly masked: boolean;
}

/** Beside the catalogue's own patterns: names by which browsers and systems call a renderer without a GPU. */
const SOFTWARE =
  /swiftshader|llvmpipe|lavapipe|softpipe|swrast|openswr|\bswr\b|basic (?:render|display)|software (?:renderer|rasterizer|adapter)|gdi generic|mesa (?:x11|offscreen)|\bwarp\b/i;
const VIRTUAL =
  /\bvirgl\b|virtio|svga3d|\bvmware\b|virtualbox|\bvbox\b|parallels|hyper-v|remote display|indirect display|\bqxl\b|\bcirrus\b|gfxstream|emulator|paravirtual|bochs|\bcitrix\b|\bvgpu\b|\b[a-z]{1,2}\d{1,3}[a-z]?-\d{1,3}[qcba]\b|\bmig \d+g\b/i;
const MASKED = /\bor similar\b|^(?:mozilla|webkit webgl|webkit|generic renderer)$/i;

/** No driver says more; the rest of a longer text is no name. */
const LONGEST = 400;

export const isSoftware = (text: string): boolean => SOFTWARE.test(text);

export function unwrap(raw: string): Unwrapped {
  const text = raw.slice(0, LONGEST).replace(/\s+/g, ' ').trim();
  const listed = readLspci(text);
  const inner = listed?.name ?? ofAngle(text);
  const id = /\(0x([0-9a-f]{4,8})\)|^0x([0-9a-f]{4,8})$/i.exec(inner);
  const digits = id?.[1] ?? id?.[2];
  const { name, asides } = withoutAsides(withoutWrappers(withoutMarks(inner)));
  const all = [...(listed?.asides ?? []), ...asides];
  return {
    name: /^0x[0-9a-f]+$/i.test(name) ? '' : withoutProcessor(name),
    asides: all,
    // The catalogue has the low 16 bits; the upper ones are zero or a revision.
    pciId: listed?.pciId ?? (digits === undefined ? null : `0x${digits.slice(-4).toLowerCase()}`),
    vendor: listed?.vendor ?? vendorOf(name) ?? vendorOf(all.join(' ')) ?? vendorOf(text),
    software: SOFTWARE.test(text),
    virtual: VIRTUAL.test(text),
    masked: MASKED.test(text),
  };
}

/** `ANGLE (vendor, name, driver)`; old ones are `ANGLE (name)`. */
function ofAngle(text: string): string {
  const inner = /^ANGLE \((.*)\)(?:, or similar)?$/i.exec(text)?.[1];
  if (inner === undefined) return text.replace(/, or similar$/i, '');
  // A maker's own commas are no part: `Samsung Electronics Co., Ltd.`.
  const [first = '', ...rest] = splitOutside(inner).filter(
    (part, at) => at === 0 || !/^(?:ltd|inc|llc)\.?$/i.test(part),
  );
  if (rest.length === 0) return first;
  return rest.slice(0, Math.max(1, rest.length - 1)).join(', ');
}

const withoutMarks = (text: string): string =>
  text
    .replace(/\s*\((?:tm|r|c)\)|[®™©]/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** From the outside in, as long as one fits: zink may run on Vulkan that runs on Direct3D. */
const WRAPPERS: readonly RegExp[] = [
  /^(?:zink vulkan|zink|vulkan) ?[\d.]* ?\((.*)\)$/i,
  /^(?:microsoft )?(?:d3d12|direct3d ?1[12]) \((.*?)\)?$/i,
  /^angle metal renderer: ?(.*)$/i,
  /^angle \((.*)\) on (?:vulkan|opengl|direct3d).*$/i,
  /^gallium [\d.]+ on (.*)$/i,
  /^(?:mesa dri|mesa|turnip|freedreno|nouveau) (.+)$/i,
  /^(?:nvidia|amd|intel|qualcomm|arm|samsung|apple) ((?:nvidia|amd|intel|qualcomm|arm|samsung|apple|radeon|mali|adreno|immortalis)\b.*)$/i,
  /^(.*?) ?\(0x[0-9a-f]+\)(.*)$/i,
  /^(.*?) ?,? direct3d ?\d.*$/i,
  /^(.*?)\/(?:pcie|pci|agp|integrated|axi)(?:\/(?:sse2|3dnow!?|neon))*$/i,
  /^(.*?)\/sse2.*$/i,
  /^(.*?) (?:opengl|compute|metal) engine$/i,
];

function withoutWrappers(text: string): string {
  let name = text;
  for (let depth = 0; depth < 8; depth += 1) {
    const inner = WRAPPERS.map((pattern) => pattern.exec(name)).find((found) => found !== null);
    if (inner === undefined) return name.trim();
    name = inner.slice(1).join(' ').trim();
  }
  return name;
}

/** Parentheses may be nested, and a string that was cut has no end to them. */
function withoutAsides(text: string): { name: string; asides: string[] } {
  const asides: string[] = [];
  let name = '';
  let aside = '';
  let depth = 0;
  for (const character of text) {
    if (character === '(') {
      depth += 1;
      if (depth === 1) {
        aside = '';
        continue;
      }
    }
    if (character === ')' && depth > 0) {
      depth -= 1;
      if (depth === 0) {
        asides.push(aside);
        name += ' ';
        continue;
      }
    }
    if (depth > 0) aside += character;
    else name += character;
  }
  if (depth > 0) asides.push(aside);
  return {
    name: name.replace(/\s+/g, ' ').trim(),
    asides: asides.map((one) => one.trim()).filter((one) => one !== ''),
  };
}

/** `AMD Ryzen 7 7840U w/ Radeon 780M Graphics`: what the processor is called is no name of its GPU. */
function withoutProcessor(name: string): string {
  return (
    /^(?:amd )?(?:ryzen|athlon|sempron|fx-|a\d{1,2}-|[ae]\d-|pro a\d).*?\b(radeon\b.*)$/i.exec(name)?.[1] ??
    /^(?:snapdragon|microsoft sq\d).*? - (?:qualcomm )?(adreno x\d.*)$/i.exec(name)?.[1] ??
    name
  );
}

interface Listed {
  readonly name: string;
  readonly asides: readonly string[];
  readonly pciId: string | null;
  readonly vendor: Vendor | null;
}

/** `01:00.0 VGA compatible controller [0300]: NVIDIA Corporation AD107 [GeForce RTX 4060] [10de:2882] (rev a1)`, or its end alone. */
function readLspci(text: string): Listed | null {
  const ids = /\[([0-9a-f]{4}):([0-9a-f]{4})\]/i.exec(text);
  const line = text
    .replace(/^(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f] /i, '')
    .replace(/^(?:vga compatible|3d|display) controller(?: \[[0-9a-f]{4}\])?: /i, '')
    .replace(/ ?\[[0-9a-f]{4}:[0-9a-f]{4}\]| ?\((?:rev|prog-if) [^)]*\)/gi, '')
    .replace(/\[AMD\/ATI\] ?/i, '')
    .trim();
  const named = /^([^[\]]*)\[([^[\]]+)\]$/.exec(line);
  if (named === null && ids === null && line === text) return null;
  const before = (named?.[1] ?? '').trim();
  return {
    name: named?.[2] ?? line,
    asides: before === '' ? [] : [before],
    pciId: ids === null ? null : `0x${(ids[2] ?? '').toLowerCase()}`,
    vendor: ids === null ? vendorOf(line) : vendorOfPci(ids[1] ?? ''),
  };
}

/** Splits at commas that stand outside parentheses. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth <= 0) {
      parts.push(part.trim());
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part.trim()];
}
