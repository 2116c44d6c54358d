/** With a capital letter first, as a sentence or a column begins; a symbol such as t0 or p50 stays what it is. */
export const capitalised = (text: string): string => text.replace(/^.(?!\d)/, (first) => first.toUpperCase());
