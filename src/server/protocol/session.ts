import type { TLSSocket } from 'node:tls';
import { equalBytes } from '#base';
import { BINDING_BYTES, EXPORTER_LABEL, type SessionFacts } from '#sync';

/** What is known of one connection. It ends with it: nothing of it is stored or handed on. */
export interface Connection {
  readonly socket: TLSSocket;
  /** Set by `hello`. */
  facts: SessionFacts | null;
  /** Set by `login`: 32 bytes. */
  device: Uint8Array | null;
  /** A request is being answered; a second one meanwhile is none of this protocol. */
  busy: boolean;
}

/** A connection whose TLS handshake is done; null when it is not one of this protocol: other version, no ALPN, resumed, no exporter. */
export function acceptConnection(socket: TLSSocket, protocol: string): { readonly connection: Connection; readonly binding: Uint8Array } | null {
  if (socket.getProtocol() !== 'TLSv1.3' || socket.alpnProtocol !== protocol || socket.isSessionReused()) return null;
  const binding = new Uint8Array(socket.exportKeyingMaterial(BINDING_BYTES, EXPORTER_LABEL, Buffer.alloc(0)));
  if (binding.length !== BINDING_BYTES || equalBytes(binding, new Uint8Array(BINDING_BYTES))) return null;
  return { connection: { socket, facts: null, device: null, busy: false }, binding };
}
