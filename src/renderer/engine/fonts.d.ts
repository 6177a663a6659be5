/** A font file as a data address: printed pages carry their fonts in themselves. */
declare module '*.woff2?inline' {
  const address: string;
  export default address;
}
