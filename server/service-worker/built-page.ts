/** The built page as a list of its files: what the build writes into the service worker (src/build/page-files.ts). */

export interface PageFile {
  /** Below the page's folder, such as `assets/page.css`. */
  readonly path: string;
  readonly bytes: number;
  /** Of its content, in hexadecimal digits. */
  readonly sha256: string;
}

export interface BuiltPage {
  /** Another one for any other content of the files. */
  readonly version: string;
  /** What a person is told: version and commit. */
  readonly label: string;
  readonly files: readonly PageFile[];
}
