import type { BodyOf } from '#domain';

type IndicatorType = BodyOf<'indicator'>['indicatorType'];

/**
 * An indicator as it is shown: addresses and links are broken so that nothing makes them clickable again. The raw value
 * stays as recorded. Types that cannot be followed (hashes, names, rules) are shown as they are.
 */
export function defang(type: IndicatorType, value: string): string {
  switch (type) {
    case 'ipv4': case 'domain':
      return value.replaceAll('.', '[.]');
    case 'ipv6':
      return value.replaceAll(':', '[:]');
    case 'email':
      return value.replaceAll('@', '[@]').replaceAll('.', '[.]');
    case 'url':
      return defangUrl(value);
    default:
      return value;
  }
}

/** `https://a.example/x.y` becomes `hxxps://a[.]example/x.y`: the scheme and the host are broken, the path stays readable. */
function defangUrl(url: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/isu.exec(url);
  if (parts === null) return url.replaceAll('.', '[.]');
  const scheme = (parts[1] ?? '').replace(/^http/iu, 'hxxp').replace(/^ftp$/iu, 'fxp');
  const host = (parts[2] ?? '').replaceAll('@', '[@]').replaceAll('.', '[.]');
  return `${scheme}://${host}${parts[3] ?? ''}`;
}
