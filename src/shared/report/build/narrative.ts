import { entitiesOf } from '#domain';
import type { Block, Section } from '../tree/blocks.ts';
import { plain } from '../tree/blocks.ts';
import type { ReportInput } from './input.ts';

/** A section that a person writes. An optional one that is empty is left out; a mandatory one says that it is missing. */
export function narrativeSection(input: ReportInput, id: string, title: string, mandatory: boolean): Section | null {
  // Of several standing texts for one section the newest is the one that reads; the earlier ones stay in the journal.
  const written = entitiesOf(input.state, 'narrative').filter((entity) => entity.body.section === id && entity.retracted === null).at(-1);
  const blocks: Block[] = written === undefined ? [] : [...paragraphs(written.body.text)];
  if (blocks.length === 0) {
    if (!mandatory) return null;
    blocks.push({ type: 'missing', text: 'This mandatory section is still empty; the report cannot be issued without it.' });
  }
  return { id, title, numbered: true, mandatory, blocks };
}

function paragraphs(text: string): readonly Block[] {
  return text.split(/\n{2,}/).map((part) => part.trim()).filter((part) => part !== '').map((part) => {
    const lines = part.split('\n');
    return lines.every((line) => /^[-*•] /.test(line))
      ? { type: 'list', items: lines.map((line) => plain(line.slice(2))) } as const
      : { type: 'paragraph', text: plain(part) } as const;
  });
}
