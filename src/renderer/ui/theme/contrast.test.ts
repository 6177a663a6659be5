import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const sheet = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Colour tokens of one theme, by name without the dashes. */
function colours(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(sheet)?.[1] ?? '';
  return new Map([...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [light = 0, dark = 0] = [luminance(left), luminance(right)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['bg', 'bg-raised', 'bg-sunken', 'bg-hover', 'bg-selected'];
const texts = ['fg', 'fg-muted', 'fg-faint', 'accent', 'ok', 'warn', 'danger', 'late', 'severity-critical', 'severity-high', 'severity-medium', 'severity-low'];

describe.each(['dark', 'light'])('the %s theme', (theme) => {
  const tokens = colours(theme);
  const value = (name: string): string => tokens.get(name) ?? '';

  test('has text of at least 4.5:1 on every surface', () => {
    const weak = surfaces.flatMap((surface) =>
      texts.map((text) => ({ text, surface, ratio: contrast(value(text), value(surface)) })).filter(({ ratio }) => !(ratio >= 4.5)));
    expect(weak).toEqual([]);
  });

  test('has control outlines of at least 3:1 on the surfaces that hold controls', () => {
    for (const surface of ['bg', 'bg-raised', 'bg-sunken']) expect(contrast(value('line-control'), value(surface))).toBeGreaterThanOrEqual(3);
  });

  test('has ink that reads on its solid grounds', () => {
    expect(contrast(value('accent-ink'), value('accent'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value('accent-ink'), value('accent-hover'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value('danger-ink'), value('danger-solid'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value('mark-ink'), value('mark'))).toBeGreaterThanOrEqual(4.5);
  });
});
