import { bytesToHex } from '#base';
import { sha256 } from '#crypto';
import type { MembershipState } from '../membership/types.ts';
import type { DisclosureTally } from './tally.ts';
import type { DisclosureCounts, DisclosureManifest } from './types.ts';
import type { ZipMember } from './zip.ts';

export interface AroundInput {
  readonly manifest: DisclosureManifest;
  readonly tally: DisclosureTally;
  readonly counts: DisclosureCounts;
  readonly membership: MembershipState | null;
  /** The other members of the ZIP; null when the proof came alone. */
  readonly members: readonly ZipMember[] | null;
}

/** What stands around the records: heads, counts, exporter, files. Steps 14 to 17 of docs/spec/disclosure.md section 5. */
export function checkAround(input: AroundInput): void {
  checkHeads(input);
  checkCounts(input);
  checkExporter(input);
  if (input.members !== null) checkFiles(input, input.members);
}

function checkHeads({ manifest, tally }: AroundInput): void {
  const tops = tally.tops();
  const named = new Set(manifest.heads.map((head) => head.feed));
  for (const head of manifest.heads) {
    const top = tops.get(head.feed);
    if (top?.seq !== head.seq || !top.headers.has(head.headerSha256)) tally.note('heads-mismatch', `feed ${head.feed.slice(0, 12)}`, 'the newest frame that the exporter named is not the newest one here');
  }
  for (const feed of tops.keys()) if (!named.has(feed)) tally.note('heads-mismatch', `feed ${feed.slice(0, 12)}`, 'the exporter named no newest frame of this feed');
}

function checkCounts({ manifest, tally, counts }: AroundInput): void {
  for (const [name, value] of Object.entries(manifest.counts)) {
    const found = counts[name as keyof DisclosureCounts];
    if (found !== value) tally.note('counts-mismatch', 'package', `the exporter counted ${value} ${name}, this check ${found}`);
  }
}

// Behind an operation of a newer build it is undecided who is a member.
function checkExporter({ manifest, tally, membership }: AroundInput): void {
  if (membership?.decided === false) return;
  const known = membership?.members.some((member) => bytesToHex(member.device) === manifest.exporter) === true;
  if (!known) tally.note('unknown-exporter', 'package', 'the device that signed the package is not a member of the log');
}

function checkFiles({ manifest, tally }: AroundInput, members: readonly ZipMember[]): void {
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  for (const { name, bytes } of members) {
    const file = listed.get(name);
    listed.delete(name);
    if (file === undefined) tally.note('file-mismatch', name, 'the file is not one that the exporter listed');
    else if (file.size !== bytes.length || file.sha256 !== bytesToHex(sha256(bytes))) tally.note('file-mismatch', name, 'the file is not the one that the exporter listed');
  }
  for (const name of listed.keys()) tally.note('file-mismatch', name, 'a file that the exporter listed is not here');
}
