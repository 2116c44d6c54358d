/**
 * Reads a WebGL renderer string: takes off what ANGLE and the drivers wrap around a name. Knows no device (see resolve.ts).
 * Forms seen: `ANGLE (vendor, name (0x00002820) Direct3D11 vs_5_0 ps_5_0, D3D11)`, `ANGLE (vendor, Vulkan 1.3.0 (name (0x…)), driver)`,
 * `ANGLE (Apple, ANGLE Metal Renderer: name, version)`, `name/PCIe/SSE2`, a bare name.
 */

export interface Renderer {
  /** The device's name as the driver says it, without id, API and wrapping. */
  readonly name: string;
  /** PCI device id, `0x2820`; null where the string has none. */
  readonly pciId: string | null;
  readonly vendor: Vendor | null;
  /** A CPU does the work. */
  readonly software: boolean;
  /** The browser gives a stand-in for a whole bucket of devices. */
  readonly masked: boolean;
}

export type Vendor = 'nvidia' | 'amd' | 'intel' | 'apple' | 'qualcomm' | 'arm' | 'samsung';

/** Beside the catalogue's own patterns: names by which browsers and systems call a renderer without a GPU. */
const SOFTWARE =
  /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software (?:renderer|rasterizer|adapter)|\bwarp\b/i;
const MASKED = /\bor similar\b|^(?:mozilla|webkit webgl|generic renderer)$/i;

const VENDORS: readonly (readonly [Vendor, RegExp])[] = [
  ['nvidia', /nvidia|geforce|quadro|tesla|\b[rg]tx\b/i],
  ['amd', /\bamd\b|\bati\b|radeon|advanced micro devices/i],
  ['intel', /intel/i],
  ['apple', /\bapple\b/i],
  ['qualcomm', /qualcomm|adreno|snapdragon/i],
  ['samsung', /samsung|xclipse/i],
  ['arm', /\barm\b|\bmali\b|immortalis/i],
];

export function vendorOf(text: string): Vendor | null {
  return VENDORS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

export function isSoftware(text: string): boolean {
  return SOFTWARE.test(text);
}

export function readRenderer(raw: string): Renderer {
  const text = raw.replace(/\s+/g, ' ').trim();
  const inner = /^ANGLE \((.*)\)$/i.exec(text)?.[1];
  const parts = inner === undefined ? [text] : splitOutside(inner);
  const named = parts.length > 1 ? (parts[1] ?? '') : (parts[0] ?? '');
  const id = /\(0x([0-9a-f]{4,8})\)/i.exec(named)?.[1];
  const name = named
    .replace(/^ANGLE Metal Renderer:\s*/i, '')
    .replace(/^Vulkan \d[\d.]* \((.*)\)$/i, '$1')
    .replace(/\s*\(0x[0-9a-f]+\)/i, '')
    .replace(/\s*Direct3D.*$/i, '')
    .replace(/\/PCIe.*$|\/SSE2.*$/i, '')
    .trim();
  return {
    name,
    // The catalogue has the low 16 bits; the upper ones are zero or a revision.
    pciId: id === undefined ? null : `0x${id.slice(-4).toLowerCase()}`,
    vendor: vendorOf(name) ?? vendorOf(text),
    software: isSoftware(text),
    masked: MASKED.test(text),
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
