/** What stands on standard error before and behind all that the compiler prints of one program, each with the program's number. */
export const BEGIN = '@@isa begin ';
export const END = '@@isa end ';
