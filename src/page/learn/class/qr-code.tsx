/** A code as a QR code: dark on white in every theme, or a camera does not read it. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { qrCode } from '../../../report/links/card-qr';

/** Of its own units: the picture is as large as its place. */
const SIDE = 330;

export function QrCode({ text, label }: { readonly text: string; readonly label: string }): JSX.Element | null {
  const code = useMemo(() => qrCode(text, SIDE), [text]);
  if (code === null) return null;
  return (
    <svg class="class-qr" viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={SIDE} height={SIDE} fill="#ffffff" />
      <path d={code.path} fill="#000000" />
    </svg>
  );
}
