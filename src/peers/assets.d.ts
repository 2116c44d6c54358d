/** Vite's: the address of a file that the build puts beside the page. */
declare module '*.wasm?url' {
  const address: string;
  export default address;
}
