import { app, type Session } from 'electron';

// Port 9 discards; the address is reserved for documentation (RFC 5737), so no machine answers there.
const nowhere = 'socks5://192.0.2.1:9';

/**
 * Switches Chromium's own conversations off before its network service starts: update checks, variations, prefetch,
 * DNS over HTTPS, QUIC, peer-to-peer candidates, media routing. Names resolve to nothing and the proxy leads nowhere,
 * so that a feature nobody thought of fails instead of speaking. Must run before the app is ready.
 */
export function quietChromium(): void {
  const { commandLine } = app;
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('proxy-server', nowhere);
  commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
  commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  commandLine.appendSwitch('dns-prefetch-disable');
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'disable-sync', 'disable-quic', 'disable-client-side-phishing-detection', 'disable-default-apps', 'disable-speech-api', 'no-first-run', 'no-pings']) {
    commandLine.appendSwitch(name);
  }
  // Electron passes features of its own by the same switch; appending to what is there keeps them.
  const features = [commandLine.getSwitchValue('disable-features'), 'DnsOverHttps', 'AsyncDns', 'MediaRouter', 'DialMediaRouteProvider', 'OptimizationHints', 'Translate', 'InterestFeedContentSuggestions', 'AutofillServerCommunication', 'CertificateTransparencyComponentUpdater', 'BackForwardCache'];
  commandLine.appendSwitch('disable-features', features.filter((name) => name !== '').join(','));
}

/** The resolver of the network service asks nobody: neither DNS over HTTPS nor its own resolver. Needs a ready app. */
export function quietResolver(): void {
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off', secureDnsServers: [] });
}

/** Every session has the proxy that leads nowhere, whatever the system is configured to. */
export async function quietSession(session: Session): Promise<void> {
  await session.setProxy({ mode: 'fixed_servers', proxyRules: nowhere, proxyBypassRules: '<-loopback>' });
}
