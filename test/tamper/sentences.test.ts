// Whoever reads an answer that is only a class finds a sentence for it: every class of the specification has one, and it is for people.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { explainProblem, type ReportProblem } from '#log';
import { loadVectors } from '../vectors/loadVectors.ts';

/** Classes of docs/spec/frames.md section 8, taken from the page itself. */
function specifiedClasses(): readonly string[] {
  const page = readFileSync(new URL('../../docs/spec/frames.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('## 8. Order of checks'), page.indexOf('- Step 5 needs'));
  return [...new Set([...table.matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? ''))].filter((word) => word !== '' && word !== 'entries');
}

test('every class that a frame can be refused with is explained', () => {
  const fromVectors = loadVectors('chains.json').cases.flatMap(({ problems }) => problems);
  const classes = new Set([...specifiedClasses(), ...fromVectors]);
  expect(classes.size).toBeGreaterThan(15);
  const texts = [...classes].map((kind) => explainProblem(kind as ReportProblem['kind']));
  for (const text of texts) expect(text).toMatch(/^[A-Z].{30,}\.$/);
  expect(new Set(texts).size).toBe(texts.length);
  // For people: none of the words that only the format knows.
  for (const text of texts) expect(text).not.toMatch(/hash|Merkle|nonce|CBOR|AEAD|epoch/i);
});

test('every class that a vault or an evidence part can be refused with is in the messages', () => {
  const messages = JSON.parse(readFileSync(new URL('../../src/renderer/ui/i18n/messages/failures.json', import.meta.url), 'utf8')) as Readonly<Record<string, string>>;
  const kinds = [...loadVectors('heads.json').cases, ...loadVectors('slots.json').cases, ...loadVectors('evidence.json').cases].map((one) => one.expect).filter((kind) => kind !== 'ok');
  for (const kind of [...new Set(kinds), 'missing', 'changed-while-read']) expect(messages[`failure.${kind}`], kind).toMatch(/^[A-Z].{10,}\.$/);
});
