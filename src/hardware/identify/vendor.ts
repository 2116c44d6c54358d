/** Who made a GPU, by the words of a name or by the vendor half of a PCI id. */

import type { VENDORS as NAMES } from '../device-kinds';

export type Vendor = (typeof NAMES)[number];

const VENDORS: readonly (readonly [Vendor, RegExp])[] = [
  ['nvidia', /\bnvidia\b|\bgeforce\b|\bquadro\b|\btesla\b|\btegra\b|\bjetson\b|\b[rg]tx\b|\bnvs \d{3}/i],
  ['amd', /\bamd\b|\bati\b|\bradeon\b|\bradv\b|\bradeonsi\b|advanced micro devices|\bfirepro\b|\binstinct\b/i],
  ['intel', /\bintel\b|\biris (?:xe|plus|pro)\b|\bu?hd graphics\b/i],
  ['apple', /\bapple\b/i],
  ['qualcomm', /\bqualcomm\b|\badreno\b|\bsnapdragon\b|\bfd\d{3}\b/i],
  ['samsung', /\bsamsung\b|\bxclipse\b/i],
  ['arm', /\barm\b|\bmali\b|\bimmortalis\b/i],
];

/** PCI vendor ids: https://pci-ids.ucw.cz/ (13b5 is Arm's, 106b Apple's, 5143 Qualcomm's, 144d Samsung's). */
const PCI_VENDORS: Readonly<Record<string, Vendor>> = {
  '10de': 'nvidia',
  '1002': 'amd',
  '1022': 'amd',
  '8086': 'intel',
  '106b': 'apple',
  '5143': 'qualcomm',
  '13b5': 'arm',
  '144d': 'samsung',
};

export function vendorOf(text: string): Vendor | null {
  return VENDORS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

export function vendorOfPci(id: string): Vendor | null {
  return PCI_VENDORS[id.toLowerCase()] ?? null;
}

/** Says who, and nothing of what. */
export const VENDOR_WORDS =
  /\b(?:nvidia|amd ?\/ ?ati|amd|ati|intel|apple|qualcomm|arm|samsung|google|corporation|corp|incorporated|inc|ltd|technologies|technology|advanced micro devices|electronics)\b[.,]?/g;
