/** The error of a link that holds no result of another machine, whatever is wrong with it. */
import { TokamarkError } from '../../foundation/errors';

const COPY = 'Ask for the link again and copy all of it.';
export const UPDATE = 'Open the link with a newer version of Tokamark: reload the page, or update it.';

export function refusedLink(reason: string, where = '', cause?: unknown, remedy = COPY): TokamarkError {
  const message = `This link holds no result that can be read. ${reason}`;
  return new TokamarkError({ code: 'link', message, where, remedy }, { cause });
}
