import { readyCrypto } from '#crypto';
import { checkDisclosure, type DisclosureReport, type ShownEntry } from '#log';
import type { CommandOutput } from '../command.ts';
import { exitCodes, type ExitCode } from '../output/exitCodes.ts';
import { dataOfShown, listShown } from './listShown.ts';

export interface VerifiedDisclosure { readonly report: DisclosureReport; readonly unreadable: number; readonly names: readonly string[]; readonly entries: readonly ShownEntry[] }

const EXIT: Readonly<Record<DisclosureReport['verdict'], ExitCode>> = { ok: exitCodes.ok, failed: exitCodes.failed, incomplete: exitCodes.incomplete, malformed: exitCodes.malformed };
const HEADLINE: Readonly<Record<DisclosureReport['verdict'], string>> = {
  ok: 'What is shown is exactly what was sealed, and everything around it is there.',
  failed: 'Something does not hold. Read the lines marked FAILED.',
  incomplete: 'What is here holds, but parts are missing or could not be judged.',
  malformed: 'This could not be read as a disclosure package.',
};

/** Checks a disclosure package by docs/spec/disclosure.md section 5. Nothing is unpacked and nothing written. */
export async function verifyDisclosure(bytes: Uint8Array): Promise<VerifiedDisclosure> {
  await readyCrypto();
  let unreadable = 0;
  const names = new Set<string>();
  const shown: ShownEntry[] = [];
  const onEntries = (entries: readonly ShownEntry[]) => {
    for (const entry of entries) shown.push(entry);
    for (const { entry, withheld } of entries) {
      if (entry === null) unreadable += 1;
      else if (!withheld.includes('author.name')) names.add(entry.author.name);
    }
  };
  return { report: checkDisclosure(bytes, { onEntries }), unreadable, names: [...names].sort(), entries: shown };
}

/** The answer: with `--json` exactly the keys of the specification, else plain words. `listed`: also every shown entry, as data under `shownEntries`. */
export function presentDisclosure({ report, unreadable, names, entries: shownEntries }: VerifiedDisclosure, listed = false): CommandOutput {
  const { verdict, classes, log, frames, leaves, shown, entries, redacted, forks, gaps } = report;
  return {
    exitCode: EXIT[verdict],
    data: { verdict, classes, log, frames, leaves, shown, entries, redacted, forks, gaps, ...(listed ? { shownEntries: shownEntries.map(dataOfShown) } : {}) },
    lines: [
      `${verdict.toUpperCase()}: ${HEADLINE[verdict]}`,
      ...(report.manifest === null ? [] : aboutLines(report)),
      '',
      ...(frames === 0 ? [] : resultLines(report, unreadable, names)),
      ...report.problems.map((problem) => `FAILED      ${problem.where}: ${problem.text} (${problem.kind})`),
      ...(listed && shownEntries.length > 0 ? ['', ...listShown(shownEntries)] : []),
    ],
  };
}

function aboutLines({ manifest, log }: DisclosureReport): readonly string[] {
  if (manifest === null) return [];
  const { statement, app, exporter, scope } = manifest;
  return [`journal ${log ?? ''} (${scope}), exported by device ${exporter.slice(0, 16)} with Holdfast ${app.version}`, ...(statement === '' ? [] : [`statement of the exporter: ${statement.replaceAll(/\s+/g, ' ')}`])];
}

function resultLines(report: DisclosureReport, unreadable: number, names: readonly string[]): readonly string[] {
  const { frames, leaves, shown, entries, redacted, forks, gaps, waiting, newerMembership, classes, feeds, sealed } = report;
  const good = classes.length === 0;
  return [
    ...(good ? [
      `holds       ${count(frames, 'frame')} in ${count(feeds.length, 'feed')}: each signed by its device, a member when writing, and linked to the one before it.`,
      `holds       ${count(entries, 'entry', 'entries')} shown: every byte is what was sealed at that place.`,
    ] : []),
    `shown       ${entries} entries (${shown} of ${leaves} leaves)${names.length === 0 ? '' : `; names written in them: ${names.join(', ')}`}`,
    `withheld    ${count(redacted, 'field')} of shown entries; ${leaves - shown - redacted} further leaves; ${count(sealed, 'frame')} of which nothing is shown`,
    ...(unreadable === 0 ? [] : [`not proven  ${count(unreadable, 'shown entry', 'shown entries')} cannot be read by this version`]),
    ...(gaps === 0 ? [] : [`INCOMPLETE  ${count(gaps, 'frame')} between others ${gaps === 1 ? 'is' : 'are'} missing`]),
    ...(waiting === 0 ? [] : [`INCOMPLETE  ${count(waiting, 'frame')} could not be placed`]),
    ...(newerMembership ? ['INCOMPLETE  a newer build changed the membership'] : []),
    ...(forks === 0 ? [] : [`FAILED      at ${count(forks, 'place')} a device signed two different frames`]),
    ...NOT_PROVEN.map((text) => `not proven  ${text}`),
    ...feeds.map((feed) => `feed ${feed.feed.slice(0, 16)}: ${feed.frames} frames, device ${feed.fingerprint}`),
  ];
}

// docs/spec/disclosure.md section 6.
const NOT_PROVEN = [
  'What withheld entries say, and why they were withheld.', 'Names are what the holder of a device key wrote; compare the fingerprints.', 'Times are those of the clocks of the devices.',
  'A device could have left out its own newest entries as long as nobody else had seen them.', 'The certificate and entries.html are claims of the exporter; only disclosure.hfd was checked.',
];

function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
