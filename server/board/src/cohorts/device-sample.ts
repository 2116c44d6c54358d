/**
 * What stands for too many runs to read: all runs of a random sample of devices. Each device has a number that the server drew when
 * it first saw it; those with the least numbers are the sample (a bottom-k sketch: Cohen and Kaplan, PODC 2007), and indexes
 * that end with the number find them under any filter (reads/chosen-runs.ts).
 *
 * Not a digest of values (DDSketch, t-digest): those count runs, so a device with many, or with runs in two groups that are put
 * together, would count more than once; and each combination of filters would need one, kept up to date at each write. The
 * number is drawn by the server and no hash of the device's key, since whoever makes keys could make them until they suit.
 */

/** So many runs are read for one figure. */
export const MOST_ROWS = 50_000;
