import mono400 from '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2?inline';
import mono400Extended from '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-ext-400-normal.woff2?inline';
import sans400 from '@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2?inline';
import sans400Cyrillic from '@fontsource/ibm-plex-sans/files/ibm-plex-sans-cyrillic-400-normal.woff2?inline';
import sans400Extended from '@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-ext-400-normal.woff2?inline';
import sans400Greek from '@fontsource/ibm-plex-sans/files/ibm-plex-sans-greek-400-normal.woff2?inline';
import sans600 from '@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2?inline';
import sans600Extended from '@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-ext-600-normal.woff2?inline';

const LATIN = 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+FEFF,U+FFFD';
const EXTENDED = 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2C60-2C7F,U+A720-A7FF';
const CYRILLIC = 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116';
const GREEK = 'U+0370-03FF';

/** Font faces of printed documents, carried inside the page: a print never depends on the fonts of the machine it is made on. */
export const documentFontCss = [
  face('IBM Plex Sans', 400, sans400, LATIN), face('IBM Plex Sans', 400, sans400Extended, EXTENDED),
  face('IBM Plex Sans', 400, sans400Cyrillic, CYRILLIC), face('IBM Plex Sans', 400, sans400Greek, GREEK),
  face('IBM Plex Sans', 600, sans600, LATIN), face('IBM Plex Sans', 600, sans600Extended, EXTENDED),
  face('IBM Plex Mono', 400, mono400, LATIN), face('IBM Plex Mono', 400, mono400Extended, EXTENDED),
].join('');

function face(family: string, weight: number, address: string, range: string): string {
  return `@font-face{font-family:"${family}";font-weight:${weight};src:url(${address}) format("woff2");unicode-range:${range}}`;
}
