/** Whether an address claims to hold a duel: apart from what reads one, so that a page loads that only then. */

export const DUEL_FIELD = /[#/?&]duel=/;

export const holdsDuel = (address: string): boolean => DUEL_FIELD.test(address);
