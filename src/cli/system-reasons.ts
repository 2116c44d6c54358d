/** What the system's error codes mean for a file, a folder or a stream, in words that a person can act on. */

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it would be larger than this system allows',
  EIO: 'the device reports an input/output error',
  ENXIO: 'no such device',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EBADF: 'it is closed',
  EPIPE: 'its reader has gone',
};

export function whyNot(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return REASONS[systemCode(thrown)] ?? thrown.message;
}

/** `ENOSPC` and the like; empty where the system named none. */
export function systemCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
