import type { LogId } from '#base';
import type { HubRunning, SyncView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useCall, type CallState } from '../../port/useCall.ts';

const MINUTES = 480;

export interface HubUse {
  /** Arms the gate for the hub's address, pairs by its own text when it is not known yet, and connects. */
  readonly use: CallState<undefined, unknown, string>;
  /** Founds the incident on the hub with the voucher that it shows. */
  readonly found: CallState<LogId, unknown, string>;
}

/** What the own console does with the hub that runs beside it: the same steps as with any server. */
export function useHub(hub: HubRunning, view: SyncView): HubUse {
  const t = useText();
  const engine = useEngine();
  const desktop = useDesktop();
  const use = useCall<undefined, unknown, string>(async () => {
    const armed = await desktop.call('gate.arm', { address: hub.address, minutes: MINUTES });
    if (!armed.ok) return armed;
    const known = view.servers.find((server) => isHub(server, hub));
    const paired = known === undefined ? await engine.call('sync.pair', { name: t('hub.name'), address: hub.address, code: hub.pairing, fingerprint: null }) : null;
    if (paired !== null && !paired.ok) return paired;
    const server = known?.id ?? paired?.value.server;
    // Its own address is no network that somebody else could forge: the person's press confirms it for this time.
    return server === undefined ? armed : engine.call('sync.connect', { server, network: { confirm: 'once' } });
  });
  const found = useCall<LogId, unknown, string>((log) => engine.call('sync.found', { log, voucher: hub.voucher }));
  return { use, found };
}

/** Whether a paired server is this hub, at this address. */
export function isHub(server: { readonly address: string; readonly fingerprint: string }, hub: HubRunning): boolean {
  return server.address === hub.address && server.fingerprint === hub.fingerprint;
}
