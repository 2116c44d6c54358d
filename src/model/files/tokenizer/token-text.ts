/**
 * Bytes of tokens as text, the way Rust's standard library has it. Not text from outside: a model may well stop within a character,
 * and what the reference shows then is what is shown here.
 */

/** U+FFFD for what is no UTF-8. */
export function lossyText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Null where it is not all UTF-8. */
export function exactText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export interface LossyStream {
  push(bytes: Uint8Array): string;
  end(): string;
}

/** `lossyText` of bytes that come in pieces: a character waits for its last byte. */
export function lossyStream(): LossyStream {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}
