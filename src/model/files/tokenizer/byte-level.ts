/** Bytes as characters, as GPT-2's tokenizer writes them: printable Latin-1 stands for itself, the others from U+0100 on. */

const encoder = new TextEncoder();

const toCharacter: readonly string[] = (() => {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const itself = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    return String.fromCharCode(itself ? byte : next++);
  });
})();

const toByte = new Map(toCharacter.map((character, byte) => [character, byte]));

export function bytesAsText(text: string): string {
  let mapped = '';
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // Most texts are mostly ASCII, where a byte is a character.
    if (unit >= 0x80) {
      const end = nonAsciiEnd(text, i);
      for (const byte of encoder.encode(text.slice(i, end))) mapped += toCharacter[byte] ?? '';
      i = end - 1;
    } else mapped += toCharacter[unit] ?? '';
  }
  return mapped;
}

function nonAsciiEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) >= 0x80) end += 1;
  return end;
}

/** The bytes that a token stands for; where it holds another character, its own in UTF-8. */
export function bytesOf(token: string): Uint8Array {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i += 1) {
    const byte = toByte.get(token[i] ?? '');
    if (byte === undefined) return encoder.encode(token);
    bytes[i] = byte;
  }
  return bytes;
}
