/** What the page says that a command drives, in English. */
export const EN = { ended: 'The command has ended: this tab can be closed.' };
