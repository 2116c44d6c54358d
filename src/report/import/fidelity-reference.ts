/** The fidelity that a document shows as a reference: what it says of the frozen one is held to it. */
import { isFrozen, referenceOf } from '../fidelity-reference/reference';
import type { Result } from '../schema';
import { differenceIn } from './difference';
import { refusedField } from './refused';

/** Of another version's reference nothing is known here; a report says so. @throws TokamarkError `import` that names the field */
export function assertReference({ fidelityReference: given }: Result): void {
  if (given === null || !isFrozen(given)) return;
  const expected = referenceOf(given.rows.map(({ format }) => format));
  const difference = differenceIn(given, expected, 0, 'fidelityReference');
  if (difference !== null) throw refusedField(difference.path, 'the reference of this version has another');
}
