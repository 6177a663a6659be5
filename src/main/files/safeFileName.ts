// Names that Windows keeps for devices, with or without an extension.
const deviceNames = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * A suggested file name without path separators, control characters, direction overrides and other characters some
 * system refuses; never empty, never hidden, at most 200 characters.
 */
export function safeFileName(suggested: string): string {
  const plain = suggested
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[<>:"/\\|?*]/g, '-')
    .replace(/^[.\s-]+|[.\s]+$/g, '');
  const named = plain === '' ? 'holdfast' : plain;
  const free = deviceNames.test(named) ? `_${named}` : named;
  if (free.length <= 200) return free;
  const extension = /\.[A-Za-z0-9]{1,12}$/.exec(free)?.[0] ?? '';
  return free.slice(0, 200 - extension.length) + extension;
}
