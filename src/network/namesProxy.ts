const NAMES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'];

/** Whether an environment names a proxy. It would never be used, but it says that somebody means to stand between (docs/spec/sync.md section 5). */
export function namesProxy(environment: Readonly<Record<string, string | undefined>>): boolean {
  return NAMES.some((name) => (environment[name] ?? '') !== '');
}
