/** The kind of device that a name speaks of, for GPUs that the catalogue has not. A guess of last resort, never a name. */
import type { DeviceClass } from '../catalogue';
import type { Renderer } from './renderer';

export function classOf({ name, vendor }: Renderer): DeviceClass | null {
  if (/\blaptop\b|\bmobile\b|max-q|\bMX\s?\d{3}\b|\b(?:RX )?\d{4}[MS]\b/i.test(name)) return 'laptop';
  switch (vendor) {
    case 'nvidia':
      return /\b(?:[ABHTV]\d{2,3}|GH?B?\d{3}|L4|L40S?|Tesla)\b/.test(name) ? 'datacentre' : 'desktop';
    case 'amd':
      if (/\bInstinct\b|\bMI\d{3}/i.test(name)) return 'datacentre';
      return /\bRX\b|\bPRO\b|\bFirePro\b|\bR9\b/i.test(name) ? 'desktop' : 'integrated';
    case 'intel':
      return /\barc\b.*\b[ab]\d{3}\b/i.test(name) ? 'desktop' : 'integrated';
    case 'apple':
      return /\bA\d{2}\b/i.test(name) ? 'phone' : 'integrated';
    case 'qualcomm':
      return /\bX\d/i.test(name) ? 'integrated' : 'phone';
    case 'arm':
    case 'samsung':
      return 'phone';
    case null:
      return /powervr/i.test(name) ? 'phone' : null;
  }
}
