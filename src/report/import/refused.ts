/** The error of a field that an import refuses. */
import { TokamarkError } from '../../foundation/errors';

export const refusedField = (where: string, why: string): TokamarkError =>
  new TokamarkError({
    code: 'import',
    message: `This result has a field that cannot be right: ${why}.`,
    where,
    remedy: 'Choose a JSON file that Tokamark wrote and that nothing has changed since.',
  });
