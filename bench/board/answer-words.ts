/** The words by which an answer to a run is counted. */

export const stateIn = (text: string): string => /"state":"(\w+)"/.exec(text)?.[1] ?? 'none';

/** Of a problem; null of what is none. */
export const codeIn = (text: string): string | null => /"code":"([\w-]+)"/.exec(text)?.[1] ?? null;
