// The few globals that exist in Chromium, in a Web Worker and in Node alike. Portable layers see these and
// neither the DOM nor Node, so code that reaches for a platform does not compile.
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(input?: ArrayBufferView | ArrayBuffer, options?: { readonly stream?: boolean }): string;
}
declare class URL {
  constructor(url: string, base?: string | URL);
  static canParse(url: string, base?: string): boolean;
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
interface CryptoKey {
  readonly type: string;
}
interface ReadableStream<R = unknown> {
  readonly locked: boolean;
  getReader(): { read(): Promise<{ done: boolean; value?: R }>; releaseLock(): void; cancel(reason?: unknown): Promise<void> };
}
declare const crypto: {
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  readonly subtle: {
    digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
    importKey(format: 'spki', keyData: Uint8Array<ArrayBuffer>, algorithm: object, extractable: boolean, usages: readonly 'verify'[]): Promise<CryptoKey>;
    verify(algorithm: object, key: CryptoKey, signature: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>): Promise<boolean>;
  };
};
declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(callback: () => void): void;
interface PortableTimer {
  readonly __timer: never;
}
declare function setTimeout(callback: () => void, milliseconds: number): PortableTimer;
declare function clearTimeout(timer: PortableTimer | undefined): void;
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
