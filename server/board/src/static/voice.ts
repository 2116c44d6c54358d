/**
 * Whose voice a result without a device's key is. The folder that it lies in is all that there is to go by, and whoever lets a folder in vouches
 * for it: nothing in a file tells two machines of one kind from one that was measured twice.
 */
import { adapterName } from '../../../../src/hardware/identify/adapter-name';
import { plainName } from '../../../../src/report/outside-text';
import type { Result } from '../../../../src/report/schema';

/** As long as a folder's name is anywhere. */
const PERSON_LETTERS = 255;

/** @param path below the folder of results, with slashes */
export function voiceOf(path: string, result: Pick<Result, 'adapter' | 'environment'>): string {
  const [person = '', ...below] = path.split('/');
  // Folders below it are the person's own, such as one for each machine. Names of people differ by more than case, and by what can be seen.
  if (below.length > 0) return `folder ${plainName(person, PERSON_LETTERS).toLowerCase()}`;
  return `machines like ${JSON.stringify(kindOf(result))}`;
}

/** What stays as it is when a person updates driver, browser or system. */
const kindOf = ({ adapter, environment }: Pick<Result, 'adapter' | 'environment'>): readonly string[] =>
  [
    ...[adapter.vendor, adapter.architecture, adapterName(adapter)],
    ...[withoutVersion(environment.operatingSystem), environment.name],
  ].map((text) => text.trim().toLowerCase());

/** `Debian GNU/Linux 12 (bookworm)`, `macOS 15.1` */
const withoutVersion = (system: string): string => system.replace(/\d.*$/s, '');
