// A data file outside of the sources; what it holds is read strictly where it is used.
declare module '*.json' {
  const value: unknown;
  export default value;
}
