/** What goes with a duel's link into a message: two lines, or one where there is no link that others could open. */
import { claimOf } from './claim';
import type { Duel } from './duel';
import { encodeDuel } from './duel-link';
import { NO_LINK } from './link-address';

/** @param page of links; null where others could not open it @throws TokamarkError `link` as encodeDuel */
export async function challengeText(duel: Duel, page: string | null): Promise<string> {
  const claim = claimOf(duel);
  return page === null ? `${claim}\n${NO_LINK}` : `${claim} Can yours? One button:\n${await duelLink(duel, page)}`;
}

/** @throws TokamarkError `link` as encodeDuel */
const duelLink = async (duel: Duel, page: string): Promise<string> => `${page}#${await encodeDuel(duel)}`;
