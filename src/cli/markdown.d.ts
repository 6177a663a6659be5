/** A page of the specification as text: disclosure packages carry it. */
declare module '*.md?raw' {
  const text: string;
  export default text;
}
