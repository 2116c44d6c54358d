/** hidden + branch. */
export const residualAddReference = (hidden: number, branch: number): number => hidden + branch;
