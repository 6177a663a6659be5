import { causeTree, scopeContradictions, whyChain, type Caution, type CauseNode, type IncidentState } from '#domain';
import { code, plain, type Block, type Section } from '../tree/blocks.ts';
import { wordFor } from './words.ts';

const problems = { detached: 'its parent no longer stands', circular: 'its parents run in a circle', blames: 'names a person as the last answer' } as const;

/** The causal tree for the section on the root cause: the longest chain of whys, and the whole tree with what it rests on. */
export function causeBlocks(state: IncidentState): readonly Block[] {
  const nodes = causeTree(state);
  const deepest = nodes.reduce<CauseNode | null>((found, node) => (found === null || node.depth > found.depth ? node : found), null);
  if (deepest === null) return [];
  const chain = deepest.depth < 2 ? [] : whyChain(nodes, deepest.cause.id);
  return [
    ...(chain.length === 0 ? [] : [
      { type: 'paragraph' as const, text: [{ type: 'strong' as const, text: 'The longest chain of whys' }] },
      { type: 'list' as const, items: chain.map((node, index) => plain(`${index === 0 ? 'What happened' : `Why ${index}`}: ${node.cause.body.text}`)) },
    ]),
    {
      type: 'table', empty: '', caption: 'Causal tree. Each row answers why the row above it with one dash less. Roles stand here, not names.',
      columns: [{ title: 'Cause', width: 'wide' }, { title: 'What it is', width: 'medium' }, { title: 'Rests on', width: 'medium' }, { title: 'Entry', width: 'narrow' }],
      rows: nodes.map((node) => [
        [{ type: 'text', text: `${'– '.repeat(Math.min(node.depth, 12))}${node.cause.body.text}` }, ...node.problems.map((problem) => ({ type: 'muted' as const, text: `\n${problems[problem]}` }))],
        plain(wordFor(node.cause.body.causeType)), plain(node.evidence.length === 0 ? 'nothing recorded' : node.evidence.map(({ ref, number }) => ref ?? `entry ${number}`).join(', ')), code(String(node.cause.stamp.number)),
      ]),
    },
  ];
}

const cautions: Readonly<Record<Caution['caution'], string>> = {
  'block-without-decision': 'deployed as a block although its PAP marking asks for a decision first, and none is linked', 'sessions-not-revoked': 'enabled again, sessions not revoked since the compromise',
  'credentials-not-reset': 'enabled again, credentials not reset since the compromise', 'persistence-open': 'enabled again, persistence checks open', 'not-checked-secure': 'in service, not checked to be secure',
  'not-checked-operational': 'in service, not checked to be operational',
};

/** What in scope stands against the rules of the record; null when nothing does. */
export function contradictionSection(state: IncidentState): Section | null {
  const found = scopeContradictions(state);
  if (found.length === 0) return null;
  return {
    id: 'scope-contradictions', title: 'Contradictions in scope', numbered: true, mandatory: false,
    blocks: [{ type: 'list', items: found.flatMap(({ entity, cautions: said }) => said.map((caution) => plain(`${entity.ref ?? ''} ${entity.title}: ${cautions[caution.caution]}${caution.caution === 'persistence-open' ? ` (${caution.open.map(wordFor).join(', ')})` : ''}`))) }],
  };
}
