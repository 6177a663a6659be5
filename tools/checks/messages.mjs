// The message catalogues of the window: every id the code asks for exists, and every id that exists is asked for.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { projectFiles } from './files.mjs';

const uiFolder = 'src/renderer/ui/';
const catalogueFolder = `${uiFolder}i18n/messages/`;
// Functions whose first argument, and elements whose `id`, is a message id.
const askingFunctions = new Set(['t', 'formatMessage']);
const askingElements = new Set(['Text', 'FormattedMessage']);

/** @param {string} root @returns {{errors: readonly string[], summary: string}} */
export function checkMessages(root) {
  const files = projectFiles(root);
  const read = (file) => readFileSync(path.join(root, file), 'utf8');
  const catalogues = files.filter((file) => file.startsWith(catalogueFolder) && file.endsWith('.json'));
  const fileById = new Map(catalogues.flatMap((file) => Object.keys(JSON.parse(read(file))).map((id) => [id, file])));
  const sources = files.filter((file) => file.startsWith(uiFolder) && /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)).map((file) => ({ file, ...readSource(file, read(file)) }));
  const missing = sources.flatMap(({ file, asked }) => asked.filter((id) => !fileById.has(id)).map((id) => `${file}: no message '${id}'`));
  const literals = new Set(sources.flatMap((source) => source.literals));
  const patterns = sources.flatMap((source) => source.patterns);
  const unused = [...fileById].filter(([id]) => !literals.has(id) && !patterns.some((pattern) => pattern.test(id))).map(([id, file]) => `${file}: message '${id}' is not used`);
  return { errors: [...missing, ...unused], summary: `${fileById.size} messages` };
}

// Every string of a file, the ids it asks for by name, and the shapes of the ids it puts together from parts.
function readSource(file, text) {
  const found = { asked: [], literals: [], patterns: [] };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS));
  return found;

  function visit(node) {
    if (ts.isStringLiteralLike(node)) found.literals.push(node.text);
    if (ts.isTemplateExpression(node)) found.patterns.push(...patternsOf(node));
    if (ts.isCallExpression(node) && askingFunctions.has(nameOf(node.expression)) && node.arguments[0] !== undefined && ts.isStringLiteralLike(node.arguments[0])) found.asked.push(node.arguments[0].text);
    if ((ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) && askingElements.has(nameOf(node.tagName))) found.asked.push(...idAttribute(node));
    ts.forEachChild(node, visit);
  }
}

function nameOf(expression) {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

function idAttribute(element) {
  return element.attributes.properties.flatMap((attribute) => (ts.isJsxAttribute(attribute) && attribute.name.text === 'id' && attribute.initializer !== undefined && ts.isStringLiteral(attribute.initializer) ? [attribute.initializer.text] : []));
}

// `kind.${kind}.label` uses every id of that shape; a template without a fixed dotted part says nothing about ids.
function patternsOf(template) {
  const fixed = [template.head.text, ...template.templateSpans.map((span) => span.literal.text)];
  if (!/^[a-z][\w-]*\./i.test(fixed[0]) && !fixed.some((part) => /^\.[\w-]+$/.test(part))) return [];
  return [new RegExp(`^${fixed.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\S+')}$`)];
}
