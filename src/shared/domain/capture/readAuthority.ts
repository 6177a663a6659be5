import type { Authority } from '../entries/bodies.ts';
import type { Span } from './reading.ts';

export interface AuthorityReading { readonly authority: Authority; readonly span: Span }

const name = `[@"“]*(\\p{Lu}[\\p{L}\\p{M}.'’-]*(?: \\p{Lu}[\\p{L}\\p{M}.'’-]*){0,3})["”]*`;
const approved = new RegExp(`\\b(?:[Aa]pproved|[Aa]uthorised|[Aa]uthorized|[Oo][Kk](?:['’]d|ayed)) by ${name}(?:(?: and|,? &) ${name})?(?: (?:via|on|over|by) (?:the )?([\\p{L}\\p{N} -]{2,40}?)(?=$|[,.;:]))?`, 'u');
const standing = /\b(?:pre-?approved(?: action)?|standing(?: approval)?)[: ]+([A-Z]{1,4}-[A-Z0-9-]{0,12}\d)\b|\b(PA-\d{1,4})\b/iu;
const override = /\b(?:emergency )?override(?:[:,]| because| since)\s+([^\n]{1,300})/iu;

/** Who or what allowed an action, when the line says so: `approved by Lund and Aune via phone`, `PA-03`, `override because …`. */
export function readAuthority(text: string, from: number): AuthorityReading | null {
  const line = text.slice(from, from + 4000);
  const approval = approved.exec(line);
  if (approval !== null) {
    const [whole, approver = '', second, channel] = approval;
    return {
      authority: { basis: 'approval', approver: tidy(approver), ...(second === undefined ? {} : { secondApprover: tidy(second) }), ...(channel === undefined ? {} : { channel: channel.trim() }) },
      span: spanOf(from, approval.index, whole),
    };
  }
  const known = standing.exec(line);
  if (known !== null) return { authority: { basis: 'standing', reference: (known[1] ?? known[2] ?? '').toUpperCase() }, span: spanOf(from, known.index, known[0]) };
  const emergency = override.exec(line);
  if (emergency === null) return null;
  return { authority: { basis: 'override', harm: (emergency[1] ?? '').trim() }, span: spanOf(from, emergency.index, emergency[0]) };
}

function tidy(written: string): string {
  // A full stop behind an initial stays, one behind a word ends the sentence.
  return written.replace(/(?<=\p{L}{2})[.'’-]+$/u, '');
}

function spanOf(from: number, index: number, whole: string): Span {
  return { from: from + index, to: from + index + whole.length };
}
