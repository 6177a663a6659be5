// The message catalogue of the window: every id the code asks for exists, and every id that exists is asked for.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFiles } from './files.mjs';

const uiFolder = 'src/renderer/ui/';
const catalogueFile = `${uiFolder}i18n/messages/en.json`;
// Calls and attributes whose first string is a message id.
const asked = /(?:\b(?:t|text|message|translate|formatMessage)\(\s*(?:\{\s*id:\s*)?|<(?:FormattedMessage|Message|T)\s[^>]*?\bid=\{?)(['"`])((?:(?!\1).)+)\1/g;

/** @param {string} root @returns {{errors: readonly string[], summary: string}} */
export function checkMessages(root) {
  if (!existsSync(path.join(root, catalogueFile))) return { errors: [], summary: 'no catalogue' };
  const ids = Object.keys(JSON.parse(readFileSync(path.join(root, catalogueFile), 'utf8')));
  const known = new Set(ids);
  const sources = projectFiles(root).filter((file) => file.startsWith(uiFolder) && /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)).map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
  const missing = sources.flatMap(({ file, text }) => [...text.matchAll(asked)].map((match) => match[2]).filter((id) => !id.includes('${') && looksLikeId(id) && !known.has(id)).map((id) => `${file}: no message '${id}' in ${catalogueFile}`));
  const literals = new Set(sources.flatMap(({ text }) => [...text.matchAll(/(['"`])((?:(?!\1)[^\n\\])+)\1/g)].map((match) => match[2])));
  const patterns = [...literals].filter((literal) => literal.includes('${')).map(patternOf).filter((pattern) => pattern !== null);
  const unused = ids.filter((id) => !literals.has(id) && !patterns.some((pattern) => pattern.test(id))).map((id) => `${catalogueFile}: message '${id}' is not used`);
  return { errors: [...missing, ...unused], summary: `${ids.length} messages` };
}

function looksLikeId(text) {
  return /^[a-z][\w-]*(\.[\w-]+)+$/i.test(text);
}

// `kind.${kind}.label` uses every id of that shape; a template without a fixed dotted part says nothing about ids.
function patternOf(template) {
  const fixed = template.split(/\$\{[^}]*\}/);
  if (!fixed.some((part) => /^[a-z][\w-]*\./i.test(part) || /\.[\w-]+$/.test(part))) return null;
  return new RegExp(`^${fixed.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\w.-]+')}$`);
}
