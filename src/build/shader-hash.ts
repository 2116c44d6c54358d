/** The shader hash, computed when page and command are built: rendering all programs would delay every start. */
import { createHash } from 'node:crypto';
import { compiledPrograms } from '../kernels/programs.ts';

/** Hexadecimal sha-256 of `programs`, each of which ends with a zero byte. */
export function hashOf(programs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const program of programs) hash.update(program).update('\0');
  return hash.digest('hex');
}

export const shaderHash = (): string => hashOf(compiledPrograms());
