import type { BodyOf } from '../entries/bodies.ts';

type ActionKind = BodyOf<'action'>['actionKind'];

interface Verb { readonly kind: ActionKind; readonly plain: RegExp; readonly past: RegExp }

// The first verb of the line decides; what it acts on refines it. A suggestion that is said aloud, never a verdict.
const verbs: readonly Verb[] = [
  verb('isolate-segment', 'isolate', 'isolated', '.*\\b(?:segment|vlan|subnet)'),
  verb('isolate-host', 'isolate|quarantine', 'isolated|quarantined'),
  verb('block-url', 'block', 'blocked', '.*\\b[a-z]+://'),
  verb('block-ip', 'block', 'blocked', '.*\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b'),
  verb('block-sender', 'block', 'blocked', '.*(?:\\bsender\\b|\\S@\\S+\\.\\S)'),
  verb('block-domain', 'block', 'blocked', '.*\\b[\\w-]+\\.[a-z]{2,}\\b'),
  verb('sinkhole-domain', 'sinkhole', 'sinkholed'),
  verb('disable-remote-access', 'disable|close|cut', 'disabled|closed|cut', '.*\\b(?:vpn|rdp|remote access)\\b'),
  verb('disable-account', 'disable|lock', 'disabled|locked'),
  verb('revoke-certificate', 'revoke', 'revoked', '.*\\bcertificate'),
  verb('revoke-sessions', 'revoke|kill', 'revoked|killed', '.*\\b(?:sessions?|tokens?)\\b'),
  verb('rotate-credential', 'rotate|reset|change', 'rotated|reset|changed', '.*\\b(?:password|credential|key|secret|krbtgt|token)'),
  verb('remove-grant', 'remove|revoke', 'removed|revoked', '.*\\b(?:grant|role|consent|permission)'),
  verb('kill-process', 'kill', 'killed'),
  verb('remove-persistence', 'remove|delete', 'removed|deleted', '.*\\b(?:scheduled task|service|run key|registry|persistence)'),
  verb('remove-file', 'remove|delete', 'removed|deleted', '.*\\bfiles?\\b'),
  verb('purge-mail', 'purge', 'purged'),
  verb('stop-service', 'stop', 'stopped'),
  verb('shut-down-host', 'shut down|power off', 'shut down|powered off'),
  verb('wipe-device', 'wipe', 'wiped'),
  verb('patch', 'patch|harden', 'patched|hardened'),
  verb('reimage', 'reimage|rebuild', 'reimaged|rebuilt'),
  verb('restore-data', 'restore', 'restored'),
  verb('collect', 'collect|image|acquire|dump', 'collected|imaged|acquired|dumped'),
];
const otherPast = /^(?:[\p{L}-]{3,}ed|took|put|sent|told|made|ran|set|cut|shut)\b/iu;

/** What kind of action the words describe, and whether they say that it was done (`isolated …`) or is to be done (`isolate …`). */
export function readActionWords(text: string): { readonly kind: ActionKind; readonly done: boolean } {
  const line = text.slice(0, 500);
  const done = verbs.find((candidate) => candidate.past.test(line));
  if (done !== undefined) return { kind: done.kind, done: true };
  const planned = verbs.find((candidate) => candidate.plain.test(line));
  return planned === undefined ? { kind: 'other', done: otherPast.test(line) } : { kind: planned.kind, done: false };
}

function verb(kind: ActionKind, plain: string, past: string, rest = '\\b'): Verb {
  return { kind, plain: new RegExp(`^(?:${plain})\\b${rest}`, 'iu'), past: new RegExp(`^(?:${past})\\b${rest}`, 'iu') };
}
