import type { BodyOf } from '../entries/bodies.ts';

type IndicatorType = BodyOf<'indicator'>['indicatorType'];

/** An indicator as it is shown and printed: harmless to click or paste, `hxxps://evil[.]example`. What is stored stays raw. */
export function defang(type: IndicatorType, value: string): string {
  switch (type) {
    case 'ipv4':
    case 'domain':
      return value.replaceAll('.', '[.]');
    case 'ipv6':
      return value.replace(':', '[:]');
    case 'url':
      return defangUrl(value);
    case 'email':
      return value.replaceAll('.', '[.]').replaceAll('@', '[@]');
    default:
      return value;
  }
}

/** The type that a value looks like, or `other`: a suggestion for the form, never a verdict. */
export function guessIndicatorType(value: string): IndicatorType {
  const text = value.trim();
  if (text.length > 2048) return 'other';
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255)) return 'ipv4';
  if (/^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(text)) return 'ipv6';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'url';
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return 'email';
  if (/^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(text)) return 'file-hash';
  if (/^HK(?:EY_|LM|CU|CR|U\\)/i.test(text)) return 'registry';
  if (/^\S+\.(?:exe|dll|ps1|bat|vbs|js|lnk|docm|xlsm|zip|iso|hta|sys|tmp|txt)$/i.test(text)) return 'file-name';
  if (/^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}$/u.test(text)) return 'domain';
  return 'other';
}

function defangUrl(value: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(value);
  if (parts === null) return value.replaceAll('.', '[.]');
  const [, scheme = '', host = '', rest = ''] = parts;
  return `${scheme.replace(/^http/i, 'hxxp')}://${host.replaceAll('.', '[.]').replaceAll('@', '[@]')}${rest}`;
}
