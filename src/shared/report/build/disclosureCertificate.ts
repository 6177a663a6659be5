import type { Sha256Hex } from '#base';
import { renderStatic } from '../html/renderHtml.ts';
import { code, plain, type Block, type Section } from '../tree/blocks.ts';
import type { DisclosurePages } from './disclosure.ts';

export interface MemberHash { readonly name: string; readonly size: number; readonly sha256: Sha256Hex }

/**
 * `certificate.html`: to print and sign by hand. Follows what Federal Rules of Evidence 902(13) and (14) ask of a certification of machine-made records and of
 * copies identified by hash, and what ISO/IEC 27037 asks to be documented. The device that exports signs nothing here: a person does.
 */
export function renderCertificate(pages: DisclosurePages, members: readonly MemberHash[]): string {
  const sections: readonly Section[] = [
    section('matter', 'The record', [{ type: 'facts', rows: [
      { term: 'Journal', value: plain(`${pages.reference} ${pages.title}`.trim()) }, { term: 'Log id', value: code(pages.log) }, { term: 'Scope', value: plain(pages.scope) },
      { term: 'Shown', value: plain(`${pages.counts.entries} entries of ${pages.journalEntries}; ${pages.counts.redacted} fields withheld`) },
      { term: 'Around them', value: plain(`${pages.counts.frames} signed frames with ${pages.counts.leaves} leaves, of which ${pages.counts.shown} are shown`) },
      { term: 'Statement', value: plain(pages.statement === '' ? 'none' : pages.statement) },
    ] }]),
    section('process', 'The process', PROCESS.map((text): Block => ({ type: 'paragraph', text: plain(text) }))),
    section('system', 'The system', [{ type: 'facts', rows: [
      { term: 'Program', value: plain(`Holdfast ${pages.app.version}, build ${pages.app.build}`) }, { term: 'Self-test', value: plain(`${pages.selfTestChecks} known-answer tests of the cryptographic functions passed before the package was made`) },
      { term: 'Exporting device', value: code(`${pages.exporter.fingerprint}\n${pages.exporter.key}`) },
    ] }]),
    section('hashes', 'Hashes', [
      { type: 'table', empty: 'none', columns: [{ title: 'File', width: 'medium' }, { title: 'Bytes', width: 'narrow' }, { title: 'SHA-256', width: 'wide', mono: true }], rows: [
        ...members.map((member) => [plain(member.name), plain(String(member.size)), code(member.sha256)]),
        [plain('records of disclosure.hfd'), plain(String(pages.records.bytes)), code(pages.records.sha256)],
      ] },
      { type: 'table', empty: 'none', caption: 'Newest signed frame of each feed', columns: [{ title: 'Feed', width: 'medium', mono: true }, { title: 'Device', width: 'medium', mono: true }, { title: 'Frame', width: 'narrow' }, { title: 'Header SHA-256', width: 'wide', mono: true }],
        rows: pages.feeds.map((feed) => [code(feed.feed.slice(0, 16)), code(feed.fingerprint), plain(String(feed.seq)), code(feed.headerSha256)]) },
      { type: 'blank-rows', columns: ['SHA-256 of the whole package, written by hand from sha256sum'], count: 1, note: 'A file cannot hold its own hash.' },
    ]),
    section('declaration', 'Declaration', [
      { type: 'paragraph', text: plain('To be completed by the person who made the package, or who is qualified to describe the process. Strike out what does not apply.') },
      { type: 'list', items: DECLARATION.map(plain) },
      { type: 'blank-rows', columns: ['Name and function', 'Organisation', 'Qualification'], count: 1, note: 'Operator' },
      { type: 'blank-rows', columns: ['Place', 'Date, time and zone', 'Medium and seal number, if handed over'], count: 1, note: 'Hand-over' },
      { type: 'signatures', lines: [{ role: 'Signature', name: '' }, { role: 'Witness, if any', name: '' }] },
    ]),
    section('limits', 'What is not certified', [{ type: 'list', items: LIMITS.map(plain) }]),
  ];
  return renderStatic({ title: 'Certificate of a disclosure package', subtitle: `${pages.reference} ${pages.title}`.trim(), tlp: pages.tlp, exercise: pages.exercise, sections, landscape: false, foot: `journal ${pages.log}` });
}

const PROCESS = [
  'Entries are written in the course of an incident by the people who respond to it. When an entry is recorded, the program hashes it with a random salt, puts the hashes of all entries written together into a tree, seals the content, and signs a header that holds the root of the tree, the hash of the header before it and a root over all earlier headers of the same device. The entry counts as recorded once these bytes are on the disk.',
  'Nothing recorded is edited or removed by the program: corrections, retractions and reversals are entries of their own that stand beside what they correct.',
  'This package holds the signed header of every frame that the exporting copy of the journal had. For the entries that are shown it also holds their bytes with their salts and paths, or the key of the frame, so that anybody can compute the hashes again. For the others it holds the header alone. The package was made by the program from the stored bytes without retyping; the same choice of the same journal gives the same bytes.',
  'READ-ME.txt says how the package is checked without the program, and the format is written down in the folder “format”.',
] as const;

const DECLARATION = [
  'The record was generated by an electronic process that produces an accurate result, as described under “The process”, and the system worked in the ordinary way when it was made.',
  'The package was made by the program named above from the journal named above, and the hash of the whole package entered by hand was computed from the file that I hand over.',
  'I checked the package with a checker before I handed it over. Its verdict was: ____________________',
  'Entries and fields were withheld for these reasons: ____________________',
] as const;

const LIMITS = [
  'Times are those of the clocks of the devices, unless a witness or a time stamp brackets them.', 'A name is what the holder of the device key wrote. Compare the fingerprint of the device with the person.',
  'What withheld entries and fields say, and why they were withheld, cannot be seen from the package.', 'A device could have left out its own newest entries as long as nobody else had seen them.',
  'That an entry was recorded does not show that what it says is true.',
] as const;

/** `READ-ME.txt`: what this is and how it is checked, in plain text for any machine. `timeStamps`: how many `tokens/<n>` the package holds; `evidenceKeys`: shown entries of sealed items. */
export function renderReadMe(pages: DisclosurePages, { timeStamps, evidenceKeys }: { readonly timeStamps: number; readonly evidenceKeys: number }): string {
  const { counts } = pages;
  return [
    'DISCLOSURE PACKAGE OF AN INCIDENT JOURNAL', '',
    `Journal: ${pages.reference} ${pages.title}`.trim(), `Log id:  ${pages.log}`, '',
    `Shown:    ${counts.entries} of ${pages.journalEntries} entries.`, `Withheld: ${counts.redacted} fields of these, and all other entries. They are counted here; what they say is not here.`,
    `Proof:    ${counts.frames} signed frames with ${counts.leaves} leaves, ${counts.shown} of them shown.`, '',
    ...(pages.statement === '' ? [] : ['Statement of the exporter:', pages.statement, '']),
    ...(evidenceKeys === 0 ? [] : [`KEYS: ${evidenceKeys} of the entries shown ${evidenceKeys === 1 ? 'is that of a sealed item and holds its' : 'are those of sealed items, and each holds its item’s'} own key (sealed.identity). Whoever has`, 'this package and the sealed parts of such an item can open that item, and nothing else. The sealed parts are not in here.', '']),
    'FILES', '',
    '  entries.html      what is shown, to be read by people', '  certificate.html  a certificate to print, complete and sign by hand', '  disclosure.hfd    the proof; a verdict rests on this file alone', '  format/           the specification of all of it', ...(timeStamps === 0 ? [] : ['  tokens/           time stamps that are shown: what was stamped, and the token of the authority']), '',
    'HOW TO CHECK IT', '',
    '1. With Holdfast, on any machine, without a passphrase:', '     holdfast verify PACKAGE.zip', '',
    '2. Without Holdfast, by a second and independent checker of about two thousand lines (Python 3 and PyNaCl;', '   Debian: apt install python3-nacl), which is in the source of Holdfast:', '     python3 tools/verify/verify.py PACKAGE.zip', '',
    '3. The essentials by common tools:', '     sha256sum PACKAGE.zip                    compare with the certificate', '     unzip -t PACKAGE.zip                     every file is whole', '     unzip PACKAGE.zip; sha256sum *.html *.txt format/*   compare with the certificate',
    '     tail -c BYTES disclosure.hfd | sha256sum  the records; BYTES and the hash are in the certificate', '   The signature over the manifest: bytes 5 to 8 of disclosure.hfd are the length n of the manifest; it follows, then 64 bytes of', '   signature over the text "holdfast/disclosure/1" and the manifest. With the key of the exporting device (below) in PEM form:',
    '     openssl pkeyutl -verify -pubin -inkey exporter.pem -rawin -in signed.bin -sigfile signature.bin', `   Exporting device (Ed25519 public key): ${pages.exporter.key}`, `   Its fingerprint:                       ${pages.exporter.fingerprint}`, '   How to cut these pieces out and how every entry is proven: format/disclosure.md, sections 2 and 5.', '', ...stampSteps(timeStamps),
    'WHAT A CHECK CANNOT SHOW', '', ...LIMITS.map((text) => `- ${text}`), '- entries.html and certificate.html are claims of the exporter. Only what disclosure.hfd shows is proven.', '',
  ].join('\n');
}

function stampSteps(timeStamps: number): readonly string[] {
  if (timeStamps === 0) return [];
  return [
    `4. The time ${timeStamps === 1 ? 'stamp' : `stamps, ${timeStamps} of them (put each number for 1)`}, with the root certificate of the authority as you got it from the authority, never from here:`,
    '     openssl ts -verify -data tokens/1.statement -in tokens/1.tsr -token_in -CAfile ROOT.pem', '     python3 tools/verify/verify.py --authority ROOT.pem PACKAGE.zip',
    '   What a statement covers, and what is proven by a stamp on it: format/witness.md, sections 3 and 4.', '',
  ];
}

function section(id: string, title: string, blocks: Section['blocks']): Section {
  return { id, title, numbered: true, mandatory: false, blocks };
}
