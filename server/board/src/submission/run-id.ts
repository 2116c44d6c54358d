/** What a run is called on the board. */
import { randomBytes } from 'node:crypto';

/** 128 random bits. None begins with a minus, which a command line would take for an option, and a spreadsheet for a formula. */
export function newRunId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newRunId() : id;
}
