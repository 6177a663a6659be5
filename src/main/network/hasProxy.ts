const NAMES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'];

/**
 * Whether the environment of this program names a proxy. It would never be used, but it says that somebody means to stand between. The settings of the system are not asked: looking
 * for a configuration script can itself speak to the network.
 */
export async function hasProxy(): Promise<boolean> {
  return NAMES.some((name) => (process.env[name] ?? '') !== '');
}
