import type { BodyOf } from '#domain';

type EvidenceKind = BodyOf<'evidence'>['evidenceKind'];

const kindByExtension: readonly (readonly [RegExp, EvidenceKind])[] = [
  [/\.(evtx?|log|etl|journal|wtmp|utmp|csv|jsonl?)$|(^|[\\/])\$mft$/i, 'log-file'],
  [/\.(e\d\d|ex\d\d|dd|vmdk|vhdx?|qcow2|aff4?|s\d\d)$/i, 'disk-image'],
  [/\.(mem|vmem|lime|dmp|hpak)$/i, 'memory-image'],
  [/\.(pcap|pcapng|cap)$/i, 'packet-capture'],
  [/\.(eml|msg|mbox|pst|ost)$/i, 'mail-item'],
  [/\.(png|gif|webp|bmp)$/i, 'screenshot'],
  [/\.(jpe?g|heic|tiff?)$/i, 'photo'],
  [/\.(mp3|wav|m4a|ogg|mp4|mkv|mov)$/i, 'recording'],
  [/\.(zip|7z|tar|gz|tgz|xz|zst|sql|bak)$/i, 'logical-export'],
  [/\.(txt|pdf|docx?|xlsx?|odt|ods|rtf|md|html?)$/i, 'document'],
];

/** The kind of evidence that a file name suggests: a beginning for the form, to be checked by the person. */
export function guessKind(name: string): EvidenceKind {
  return kindByExtension.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}
