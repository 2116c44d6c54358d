/** With a capital letter first, as a sentence or a column begins. */
export const capitalised = (text: string): string => text.replace(/^./, (first) => first.toUpperCase());
