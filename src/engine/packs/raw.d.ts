// A data file as the text that stands in it.
declare module '*.json?raw' {
  const text: string;
  export default text;
}
