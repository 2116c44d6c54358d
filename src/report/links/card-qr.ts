/** An address as the modules of a QR code. */
import { encode } from 'uqr';
import { rectangle } from '../charts/scene';

/** Light modules around a code, as its standard asks. */
const QUIET = 4;
/** Of the smallest code that can be told at the card's size, photographed from a screen. */
const LARGEST_VERSION = 8;

export interface QrCode {
  /** Dark modules, from the corner of the quiet zone. */
  readonly path: string;
  readonly side: number;
}

/** @returns null where the address is too long for a code of that size */
export function qrCode(text: string, side: number): QrCode | null {
  // Bytes of the largest version with medium correction (ISO/IEC 18004, table 7).
  if (new TextEncoder().encode(text).length > 152) return null;
  const { data } = encode(text, { ecc: 'M', border: QUIET, maxVersion: LARGEST_VERSION });
  const module = side / data.length;
  const path = data
    .flatMap((row, y) =>
      runsOf(row).map(([from, to]) => rectangle(from * module, y * module, to * module, (y + 1) * module)),
    )
    .join('');
  return { path, side };
}

/** From the first dark module to behind the last, of each run in a row. */
function runsOf(row: readonly boolean[]): readonly (readonly [from: number, to: number])[] {
  return row.flatMap((dark, from) => {
    if (!dark || row[from - 1] === true) return [];
    const end = row.indexOf(false, from);
    return [[from, end < 0 ? row.length : end] as const];
  });
}
