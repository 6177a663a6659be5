// The line budget: files small enough to read in one sitting.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFiles } from './files.mjs';

const budget = { median: 150, warn: 300, limit: 500, testLimit: 800 };
const isSource = (file) => /^(src|tools|test|bench)\/.*\.(ts|tsx|mjs|cjs|css)$/.test(file) || /^[^/]+\.(ts|cjs)$/.test(file);
// Tables of data are read by looking up, not from top to bottom.
const isData = (file) => /\/data\/|\.data\.ts$|\/fixtures\//.test(file);
const isTest = (file) => /^(test|bench)\/|\.test\.tsx?$|\/testing\//.test(file);

/**
 * Measures every hand-written file.
 * @param {string} root
 * @returns {{errors: readonly string[], warnings: readonly string[], summary: string}}
 */
export function checkSizes(root) {
  const sizes = projectFiles(root)
    .filter((file) => isSource(file) && !isData(file))
    .map((file) => ({ file, lines: readFileSync(path.join(root, file), 'utf8').split('\n').length - 1 }));
  const written = sizes.filter(({ file }) => !isTest(file)).map(({ lines }) => lines).sort((a, b) => a - b);
  const median = written[Math.floor(written.length / 2)] ?? 0;
  const limitOf = (file) => (isTest(file) ? budget.testLimit : budget.limit);
  const errors = sizes.filter(({ file, lines }) => lines > limitOf(file)).map(({ file, lines }) => `${file}: ${lines} lines, the limit is ${limitOf(file)}`);
  if (median > budget.median) errors.push(`the median file has ${median} lines, the budget is ${budget.median}`);
  const warnings = sizes.filter(({ file, lines }) => !isTest(file) && lines > budget.warn && lines <= budget.limit).map(({ file, lines }) => `${file}: ${lines} lines, consider splitting`);
  return { errors, warnings, summary: `${sizes.length} files, median ${median} lines` };
}
