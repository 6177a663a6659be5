import type { BodyOf } from '#domain';

type Indicator = Pick<BodyOf<'indicator'>, 'indicatorType' | 'value'>;
export interface StixPattern { readonly pattern: string; readonly type: 'stix' | 'yara' | 'sigma' }

/** What finds an indicator, in the language of STIX 2.1 section 9 or as the rule that it is; null for types that have no pattern. */
export function stixPattern({ indicatorType, value }: Indicator): StixPattern | null {
  const text = value.trim();
  switch (indicatorType) {
    case 'ipv4': return comparison('ipv4-addr:value', text);
    case 'ipv6': return comparison('ipv6-addr:value', text);
    case 'domain': return comparison('domain-name:value', text);
    case 'url': return comparison('url:value', text);
    case 'email': return comparison('email-addr:value', text);
    case 'file-hash': return hashPattern(text);
    case 'file-name': return comparison('file:name', text);
    case 'registry': return comparison('windows-registry-key:key', text);
    case 'mutex': return comparison('mutex:name', text);
    case 'user-agent': return comparison("network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'", text);
    case 'account': return comparison('user-account:account_login', text);
    case 'yara': return { pattern: value, type: 'yara' };
    case 'sigma': return { pattern: value, type: 'sigma' };
    case 'certificate': case 'process': case 'wallet': case 'phone': case 'other': return null;
  }
}

function hashPattern(hex: string): StixPattern | null {
  const name = { 32: 'MD5', 40: "'SHA-1'", 64: "'SHA-256'", 128: "'SHA-512'" }[hex.length];
  return name === undefined || !/^[0-9a-f]+$/i.test(hex) ? null : comparison(`file:hashes.${name}`, hex.toLowerCase());
}

function comparison(path: string, value: string): StixPattern {
  return { pattern: `[${path} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`, type: 'stix' };
}
