/** The SHA-256 of a file that a peer made, in hexadecimal digits. */
export async function sha256Of(file: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
