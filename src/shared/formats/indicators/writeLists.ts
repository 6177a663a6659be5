import { formatUtc } from '#base';
import { csvLine, guardField } from '../csv/write.ts';
import type { WrittenIndicators } from '../stix/writeStix.ts';
import type { OutgoingIndicator } from './select.ts';

const FIRST_SID = 9_000_001;

/** Indicators as CSV with the values raw; cells that a spreadsheet would run are guarded by an apostrophe. */
export function writeIndicatorCsv(indicators: readonly OutgoingIndicator[]): WrittenIndicators {
  const head = csvLine(['ref', 'type', 'value', 'verdict', 'confidence', 'state', 'tlp', 'pap', 'technique', 'first_seen', 'last_seen', 'valid_until', 'context']);
  const time = (occurred: OutgoingIndicator['entity']['body']['firstSeen']): string => (occurred === undefined || occurred.at === null ? '' : formatUtc(occurred.at, 'second'));
  const rows = indicators.map(({ entity: { ref, state, body }, tlp, pap }) => csvLine([
    ref ?? '', body.indicatorType, body.value, body.verdict, body.confidence ?? '', state ?? '', tlp, pap ?? '', body.technique?.id ?? '', time(body.firstSeen), time(body.lastSeen), time(body.validUntil), body.context ?? '',
  ].map(guardField)));
  return { text: head + rows.join(''), rows: rows.length, leftOut: [] };
}

/** A hosts file that sends domains nowhere; anything that is no plain host name is left out. */
export function writeHosts(indicators: readonly OutgoingIndicator[]): WrittenIndicators {
  const names = indicators.filter(({ entity, mayBlock }) => mayBlock && entity.body.indicatorType === 'domain').map(({ entity }) => entity.body.value.trim().toLowerCase()).filter(isHostName);
  return { text: names.map((name) => `0.0.0.0 ${name}\n`).join(''), rows: names.length, leftOut: rest(indicators, names.length, 'no domain that may be blocked') };
}

/** Suricata rules for addresses and domains: `drop`, or `alert` where the marking forbids to block and no decision allows it. */
export function writeSuricata(indicators: readonly OutgoingIndicator[]): WrittenIndicators {
  const rules = indicators.flatMap((item) => ruleOf(item)).map((rule, index) => `${rule} sid:${FIRST_SID + index}; rev:1;)\n`);
  return { text: rules.join(''), rows: rules.length, leftOut: rest(indicators, rules.length, 'no address or domain') };
}

/** YARA rules as they were written, each on its own. */
export function writeYara(indicators: readonly OutgoingIndicator[]): WrittenIndicators {
  const rules = indicators.filter(({ entity }) => entity.body.indicatorType === 'yara').map(({ entity }) => entity.body.value.trimEnd());
  return { text: rules.map((rule) => `${rule}\n\n`).join(''), rows: rules.length, leftOut: rest(indicators, rules.length, 'no YARA rule') };
}

function ruleOf({ entity: { ref, body }, mayBlock }: OutgoingIndicator): readonly string[] {
  const verb = mayBlock ? 'drop' : 'alert';
  const value = body.value.trim().toLowerCase();
  const name = (ref ?? 'indicator').replaceAll(/[^A-Za-z0-9-]/g, '');
  if (body.indicatorType === 'ipv4' && /^(?:\d{1,3}\.){3}\d{1,3}$/.test(value)) return [`${verb} ip $HOME_NET any -> ${value} any (msg:"${name} address";`];
  if (body.indicatorType === 'ipv6' && /^[0-9a-f:.]+$/.test(value)) return [`${verb} ip $HOME_NET any -> [${value}] any (msg:"${name} address";`];
  if (body.indicatorType === 'domain' && isHostName(value)) return [`${verb} dns $HOME_NET any -> any any (msg:"${name} domain"; dns.query; dotprefix; content:".${value}"; nocase; endswith;`];
  return [];
}

function isHostName(value: string): boolean {
  return value.length <= 253 && /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]*$/.test(value);
}

function rest(indicators: readonly OutgoingIndicator[], written: number, reason: string): WrittenIndicators['leftOut'] {
  return indicators.length === written ? [] : [{ reason, count: indicators.length - written }];
}
