/** Loads code when it is first needed. A page that was open while its host got another version may not find its own any more. */
import { TokamarkError } from './errors';

/** @throws TokamarkError `network` where `load` fails. */
export async function loaded<T>(what: string, load: () => Promise<T>, remedy = RELOAD): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'network',
        message: `${what} could not be loaded.`,
        where: '',
        remedy,
      },
      { cause },
    );
  }
}

const RELOAD = 'Check the connection and reload the page.';
