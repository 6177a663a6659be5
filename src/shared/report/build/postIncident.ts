import type { Block, ReportDocument, Section } from '../tree/blocks.ts';
import { actionSection, communicationSection, decisionSection } from './responseSections.ts';
import { causeBlocks, contradictionSection } from './causeBlocks.ts';
import { findingSection } from './findingSections.ts';
import { attackSection } from './pictureSections.ts';
import { frameDocument } from './frame.ts';
import { incidentOf, type ReportInput } from './input.ts';
import { learningSections } from './learningSections.ts';
import { narrativeSection } from './narrative.ts';
import { evidenceSection, indicatorSection, scopeSection, techniqueSection } from './scopeSections.ts';
import { summarySections } from './summarySections.ts';
import { unfoldingSection } from './timelineSections.ts';
import { proofSections } from './proofSections.ts';

/**
 * The post-incident report. Root cause, the detailed response timeline, learnings and steps to prevent recurrence are
 * mandatory: while one is empty the document can be read but not issued.
 */
export function buildPostIncident(input: ReportInput): ReportDocument {
  const incident = incidentOf(input.state);
  const sections: readonly Section[] = [
    ...summarySections(input),
    unfoldingSection(input),
    scopeSection(input),
    attackSection(input.state),
    findingSection(input),
    withBlocks(narrativeSection(input, 'root-cause', 'Root cause', true), causeBlocks(input.state)),
    actionSection(input),
    communicationSection(input),
    decisionSection(input),
    ...learningSections(input),
    narrativeSection(input, 'recommendations', 'Recommendations', false),
    narrativeSection(input, 'residual-risk', 'Residual risk and monitoring', false),
    contradictionSection(input.state),
    indicatorSection(input),
    techniqueSection(input),
    evidenceSection(input),
    ...proofSections(input),
  ].filter((section) => section !== null);
  const subtitle = [incident.body.customer, incident.body.codename].filter((part) => part !== undefined).join(' · ');
  return frameDocument(input, { type: 'post-incident', documentTitle: 'Post-incident report', subtitle: subtitle === '' ? 'Prepared from the sealed incident journal' : subtitle, sections });
}

// What is missing from a section is said before what is derived for it.
function withBlocks(section: Section | null, blocks: readonly Block[]): Section | null {
  return section === null ? null : { ...section, blocks: [...section.blocks, ...blocks] };
}
