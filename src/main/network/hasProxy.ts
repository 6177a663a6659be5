import { namesProxy } from '#network';

/**
 * Whether the environment of this program names a proxy. The settings of the system are not asked: looking for a configuration script can itself speak to the network.
 */
export async function hasProxy(): Promise<boolean> {
  return namesProxy(process.env);
}
