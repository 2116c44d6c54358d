/** Ids of devices on a command line. They are hashes of keys, so that one in 64 begins with a minus, as options do. */

/** No option is that long. */
const LIKE_AN_OPTION = /^-[\w-]{42}$/;

/** Behind `--`, where a command line has no options any more. @returns the same where a person has said so already */
export function idsApart(args: readonly string[]): readonly string[] {
  const ids = args.filter((one) => LIKE_AN_OPTION.test(one));
  if (ids.length === 0 || args.includes('--')) return args;
  return [...args.filter((one) => !ids.includes(one)), '--', ...ids];
}
