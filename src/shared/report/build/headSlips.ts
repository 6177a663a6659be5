import { formatUtc, type UnixMs } from '#base';
import { code, plain, type Block, type ReportDocument, type Section } from '../tree/blocks.ts';
import { frameDocument } from './frame.ts';
import type { ReportInput } from './input.ts';

/** One head slip as it is printed: what docs/spec/witness.md section 1 says of a feed, and where that is in the journal. */
export interface PrintedSlip {
  readonly author: string; readonly fingerprint: string; readonly logCode: string; readonly feedCode: string; readonly size: number; readonly words: string; readonly qrText: string;
  readonly newestEntry: number | null; readonly newestAt: UnixMs;
}

/** Slips of all feeds on paper: words to read out, a code to photograph, and lines for who read them to whom and when. */
export function buildHeadSlips(input: ReportInput, slips: readonly PrintedSlip[]): ReportDocument {
  return frameDocument(input, {
    type: 'head-slips', documentTitle: 'Head slips', subtitle: `${slips.length} ${slips.length === 1 ? 'writer' : 'writers'}, as of entry ${input.state.entryCount}`,
    sections: [howSection(), ...slips.map(slipSection)],
  });
}

function howSection(): Section {
  return {
    id: 'how', title: 'How to use this sheet', numbered: false, mandatory: false,
    blocks: [{ type: 'list', items: [
      plain('Read journal code, feed code, number of frames and the eight words to another responder, or let them photograph the code. Upper and lower case do not matter; the first four letters of a word are enough.'),
      plain('Whoever takes them down records them in their own copy or keeps the paper. Nothing on this sheet tells what the journal says.'),
      plain('If the end of the journal is cut or changed later, these words no longer fit, and this sheet shows it.'),
    ] }],
  };
}

function slipSection(slip: PrintedSlip): Section {
  const grouped = (digits: string) => `${digits.slice(0, 4)}-${digits.slice(4)}`;
  const words = slip.words.split(' ').map((word, index) => `${index + 1} ${word}`);
  const blocks: Block[] = [
    { type: 'facts', rows: [
      { term: 'Journal code', value: code(grouped(slip.logCode)) }, { term: 'Feed code', value: code(grouped(slip.feedCode)) }, { term: 'Frames', value: [{ type: 'strong', text: String(slip.size) }] },
      { term: 'Words 1 to 4', value: [{ type: 'strong', text: words.slice(0, 4).join('   ') }] }, { term: 'Words 5 to 8', value: [{ type: 'strong', text: words.slice(4).join('   ') }] },
      { term: 'Newest entry', value: plain(slip.newestEntry === null ? 'none' : `${slip.newestEntry}, recorded ${formatUtc(slip.newestAt, 'second')}`) }, { term: 'Writer', value: plain(slip.author) }, { term: 'Key fingerprint', value: code(slip.fingerprint) },
    ] },
    { type: 'qr', content: slip.qrText, caption: `${grouped(slip.logCode)} · ${grouped(slip.feedCode)} · ${slip.size}` },
    { type: 'blank-rows', count: 3, note: 'Who read it to whom, and when.', columns: ['Date, time, zone', 'Read by', 'Read to', 'Means (voice, paper, code)', 'Signature'] },
  ];
  return { id: `slip-${slip.feedCode}`, title: `Writer ${slip.author}`, numbered: false, mandatory: false, blocks };
}
